-- Files of several units that share what is rarely shared: found each night, told to each unit, answered by each.
create table network.ring (
  id uuid primary key,
  found_at timestamptz not null,
  grown_at timestamptz not null,
  ended_at timestamptz,
  signs jsonb not null
);
comment on column network.ring.signs is 'What is shared, between which units, how rare: kinds and counts, never a number or a name.';
create table network.ring_link (
  ring_id uuid not null references network.ring on delete cascade,
  -- 64 bits of a keyed digest of what is shared, and the file it stands in: by these a ring is known again.
  key bigint not null,
  case_id uuid not null,
  primary key (ring_id, key, case_id)
);
create index ring_link_key on network.ring_link (key);
create table network.ring_side (
  ring_id uuid not null references network.ring on delete cascade,
  agency_id uuid not null,
  state text not null default 'new' check (state in ('new', 'acknowledged', 'dismissed')),
  reason text check (reason in ('call-shop', 'family', 'entered-wrong', 'known-already', 'not-connected', 'other')),
  again boolean not null default false,
  own jsonb not null,
  answered_by uuid,
  answered_at timestamptz,
  words_sealed text,
  version int not null default 1,
  primary key (ring_id, agency_id),
  check ((state = 'dismissed') = (reason is not null)),
  check ((state = 'new') = (answered_by is null))
);
comment on table network.ring_side is 'What one unit has in a ring. Seen by that unit alone, by those who may open one of the files.';
comment on column network.ring_side.own is 'Its own people and files by what they share.';
create index ring_side_agency on network.ring_side (agency_id, state);

do $$
declare name text;
begin
  foreach name in array array['ring', 'ring_link', 'ring_side'] loop
    execute format('alter table network.%I enable row level security', name);
    execute format('alter table network.%I force row level security', name);
    execute format('create policy system on network.%I for all
      using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()))', name);
    execute format('grant select, insert, update, delete on network.%I to panah_app', name);
  end loop;
end $$;

create policy own_side on network.ring_side for select using (
  agency_id = (select core.viewer_agency()) and (select cases.viewer_works_cases())
  and exists (select 1 from cases.case_file c where c.agency_id = ring_side.agency_id
    and c.id in (select (one->>'caseId')::uuid from jsonb_array_elements(ring_side.own) one)));
create policy own_answer on network.ring_side for update using (
  agency_id = (select core.viewer_agency()) and (select cases.viewer_works_cases())
  and exists (select 1 from cases.case_file c where c.agency_id = ring_side.agency_id
    and c.id in (select (one->>'caseId')::uuid from jsonb_array_elements(ring_side.own) one)));
create policy with_own_side on network.ring for select using (
  exists (select 1 from network.ring_side s where s.ring_id = ring.id));

-- Who of the other units has taken a ring up, for those who have a side in it: the unit and who answered.
create function network.ring_others(wanted uuid) returns table (agency_id uuid, state text, answered_by uuid)
language plpgsql stable as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  if not exists (select 1 from network.ring_side s where s.ring_id = wanted) then return; end if;
  perform set_config('panah.system', 'yes', true);
  return query select s.agency_id, case when s.state = 'acknowledged' then 'acknowledged' else 'new' end,
      case when s.state = 'acknowledged' then s.answered_by end
    from network.ring_side s where s.ring_id = wanted and s.agency_id is distinct from core.viewer_agency();
  perform set_config('panah.system', before, true);
end $$;
