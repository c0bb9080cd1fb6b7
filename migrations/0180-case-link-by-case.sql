-- From a criminal file to the worksite whose labour file it was opened from. Who reads a link stays as it was: with the site.
create index case_link_case on worksites.case_link (case_id);
