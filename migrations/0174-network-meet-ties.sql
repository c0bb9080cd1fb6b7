-- A vehicle, an agent, a phone or an account that is noted in a file is met while somebody types it,
-- and can be asked about: also where it stands in the file alone and belongs to nobody of it yet.

-- As network.meet: where the same is noted, whoever may open it; what of it may be told is for the caller to ask.
create function network.meet_ties(kinds text[], indexes text[], licensees uuid[], most int)
returns table (at int, jurisdiction text, case_id uuid, agency_id uuid, person_id uuid)
language plpgsql stable as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  if not (core.viewer_is_system()
    or (cases.viewer_works_cases() and cases.viewer_agency_may_receive())) then return; end if;
  perform set_config('panah.system', 'yes', true);
  return query select w.at::int, t.jurisdiction, t.case_id, c.agency_id, t.person_id
    from unnest(kinds, indexes, licensees) with ordinality w (kind, value, licensee, at)
    cross join lateral (
      (select * from network.tie o where o.withdrawn_at is null and w.licensee is null
        and o.kind = w.kind and o.value_index = w.value limit most)
      union all
      (select * from network.tie o where o.withdrawn_at is null and o.licensee_id = w.licensee limit most)) t
    join cases.case_file c on c.jurisdiction = t.jurisdiction and c.id = t.case_id;
  perform set_config('panah.system', before, true);
end $$;

alter table network.request_target alter column person_id drop not null;
comment on column network.request_target.person_id is 'Null where what was met stands in the file alone.';
