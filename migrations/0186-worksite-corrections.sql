-- Who runs a site and who belongs to a family can be put right by the office that keeps the file.
alter table worksites.party add column version int not null default 1;
create policy own_office_corrects on worksites.party for update using (worksites.viewer_keeps(site_id));
create policy own_office_corrects on worksites.member for update using (worksites.viewer_keeps(site_id));
grant update on worksites.party to panah_app;
grant update on worksites.member to panah_app;
