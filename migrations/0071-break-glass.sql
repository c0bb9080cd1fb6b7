-- Breaking the glass: only for a case that is there and out of reach, by an agency that may read
-- cases at all; and the supervisor of the agency that holds the case is told beside one's own.
alter table core.break_glass
  add column holding_agency_id uuid,
  add column holder_seen_by uuid,
  add column holder_seen_at timestamptz;
comment on column core.break_glass.holding_agency_id is 'Whose case it was: its supervisors read this row, too.';
comment on column core.break_glass.holder_seen_at is 'When the supervisor of the holding agency marked it; seen_at is the opener''s own.';
create index break_glass_holder on core.break_glass (holding_agency_id, opened_at);

-- Where a case stands and who holds it, to those only who could break the glass for it.
create function cases.behind_glass(wanted uuid) returns table (jurisdiction text, agency_id uuid)
language plpgsql stable as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  if not cases.offers_glass(wanted) then return; end if;
  perform set_config('panah.system', 'yes', true);
  return query select c.jurisdiction, c.agency_id from cases.case_file c where c.id = wanted;
  perform set_config('panah.system', before, true);
end $$;

-- The one who migrates is no viewer: rows of before are filled past their own policies.
alter table core.break_glass no force row level security;
select set_config('panah.system', 'yes', true);
update core.break_glass b set holding_agency_id = c.agency_id from cases.case_file c where c.id = b.case_id;
select set_config('panah.system', '', true);
alter table core.break_glass force row level security;

drop policy own on core.break_glass;
create policy own on core.break_glass for insert with check ((select core.viewer_is_system())
  or person_id = (select core.viewer())
  and (jurisdiction, holding_agency_id) in (select * from cases.behind_glass(case_id)));
drop policy own_supervisor_administrator on core.break_glass;
create policy own_supervisors_administrator on core.break_glass for select
  using (person_id = (select core.viewer())
    or ((select core.viewer_has('supervisor'))
      and (select core.viewer_agency()) in (agency_id, holding_agency_id))
    or (select core.viewer_has('oversight'))
    or (select core.viewer_has('administrator'))
    or (select core.viewer_is_system()));
drop policy supervisor_marks_seen on core.break_glass;
create policy supervisors_mark_seen on core.break_glass for update
  using ((select core.viewer_has('supervisor'))
    and (select core.viewer_agency()) in (agency_id, holding_agency_id));
