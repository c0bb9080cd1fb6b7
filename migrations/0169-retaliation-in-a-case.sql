-- Somebody is made to pay for a case: said by whoever works on it, seen by the oversight body alone, like what
-- reporters and desks say. A case that came on paper has no report and no desk.
alter table reports.retaliation
  alter column report_id drop not null,
  alter column desk_id drop not null,
  add column case_id uuid,
  add column case_reference text check (length(case_reference) between 1 and 40),
  add column agency_id uuid references core.agency;
alter table reports.retaliation
  drop constraint retaliation_raised_by_check,
  add constraint retaliation_raised_by_check check (raised_by in ('reporter', 'desk', 'case-worker')),
  add constraint retaliation_of check (case when raised_by = 'case-worker'
    then case_id is not null and case_reference is not null and agency_id is not null
    else report_id is not null and desk_id is not null and case_id is null end);
comment on column reports.retaliation.agency_id is 'Whose case it is.';
drop index reports.retaliation_open;
create unique index retaliation_open on reports.retaliation (report_id, raised_by)
  where done_at is null and raised_by <> 'case-worker';
-- Each for himself: nobody learns that a colleague has said it before him.
create unique index retaliation_open_in_case on reports.retaliation (case_id, by_id) where done_at is null;
create policy case_worker_raises on reports.retaliation for insert
  with check (raised_by = 'case-worker' and by_id = (select core.viewer()) and seen_at is null
    and exists (select from cases.case_file c where c.id = case_id and c.jurisdiction = retaliation.jurisdiction
      and c.agency_id = retaliation.agency_id and c.report_id is not distinct from retaliation.report_id));

-- Who raised it, and that it was raised, stands in the audit trail too: there it is the oversight body's alone as well.
create policy revenge_is_for_oversight on core.audit_line as restrictive for select
  using (what not like '%retaliation%' or (select core.viewer_has('oversight')) or (select core.viewer_is_system()));
