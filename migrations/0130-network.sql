-- The same person in several files: keys by which files are found, pairs to look at, what was said of them.
create schema network;
grant usage on schema network to panah_app;

-- Keyed digests of what a person is found by. Read by the system alone: a row says that two files
-- share something, and that is nobody's to know who may not open both.
create table network.known (
  jurisdiction text not null,
  person_id uuid not null,
  version int not null,
  learnt_at timestamptz not null,
  primary key (person_id),
  foreign key (jurisdiction, person_id) references cases.person on delete cascade
);
comment on table network.known is 'At which version a person was learnt last: nobody is learnt twice, nobody is forgotten.';
create table network.key (
  person_id uuid not null references network.known on delete cascade,
  rule smallint not null,
  key bigint not null,
  case_id uuid not null,
  agency_id uuid not null
);
comment on column network.key.key is 'The first 64 bits of an HMAC under the field key; says nothing without it.';
create index key_key on network.key (key) include (rule, person_id, case_id, agency_id);
create index key_person on network.key (person_id);
alter table network.known enable row level security;
alter table network.known force row level security;
create policy system_only on network.known for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, update, delete on network.known to panah_app;
alter table network.key enable row level security;
alter table network.key force row level security;
create policy system_only on network.key for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, delete on network.key to panah_app;

-- Where else a key lies. For those who work on cases in an agency that may be handed one; what of
-- the answer may be shown is decided by who may open the file (rooms/network/hints.ts).
create function network.meet(wanted bigint[], most int)
returns table (rule smallint, person_id uuid, case_id uuid, agency_id uuid) language plpgsql stable as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  if not (core.viewer_is_system()
    or (cases.viewer_works_cases() and cases.viewer_agency_may_receive())) then return; end if;
  perform set_config('panah.system', 'yes', true);
  return query select k.rule, k.person_id, k.case_id, k.agency_id from unnest(wanted) w
    cross join lateral (select * from network.key k where k.key = w limit most) k;
  perform set_config('panah.system', before, true);
end $$;

-- Two people of two files who may be one. Seen by those who may open both files, and nobody else:
-- an identity is the pairs that were judged the same, so that it never reaches further either.
create table network.pair (
  one uuid not null,
  two uuid not null check (one < two),
  one_jurisdiction text not null,
  two_jurisdiction text not null,
  one_case uuid not null,
  two_case uuid not null check (one_case <> two_case),
  weight real not null,
  stake real not null,
  signs jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'proposed', 'same', 'different', 'cannot-tell')),
  proposed_by uuid,
  found_at timestamptz not null,
  version int not null default 1,
  primary key (one, two),
  check ((status = 'proposed') <= (proposed_by is not null)),
  foreign key (one_jurisdiction, one) references cases.person on delete cascade,
  foreign key (two_jurisdiction, two) references cases.person on delete cascade
);
comment on column network.pair.signs is 'What agrees and what does not, as codes and weights: never a value.';
comment on column network.pair.stake is 'How much a decision would change; the queue begins with the largest.';
create index pair_two on network.pair (two);
create index pair_waiting on network.pair (stake desc, one, two) where status in ('waiting', 'proposed');
create index pair_same on network.pair (one) where status = 'same';
create index pair_one_case on network.pair (one_case);
create index pair_two_case on network.pair (two_case);
alter table network.pair enable row level security;
alter table network.pair force row level security;
create policy sees_both_files on network.pair for select using ((select core.viewer_is_system())
  or (exists (select 1 from cases.case_file c where c.id = one_case)
    and exists (select 1 from cases.case_file c where c.id = two_case)));
create policy system_finds on network.pair for insert with check ((select core.viewer_is_system()));
create policy system_drops on network.pair for delete using ((select core.viewer_is_system()));
create policy judges on network.pair for update using ((select core.viewer_is_system())
  or (cases.viewer_works_cases() and exists (select 1 from cases.case_file c where c.id = one_case)
    and exists (select 1 from cases.case_file c where c.id = two_case)));
grant select, insert, update, delete on network.pair to panah_app;

-- What was said of a pair, by whom, on which signs. Never changed: an undo is one more line.
create table network.judgement (
  id uuid primary key,
  one uuid not null,
  two uuid not null,
  said text not null check (said in ('proposed', 'confirmed', 'not-confirmed', 'different', 'cannot-tell', 'undone')),
  signs jsonb not null,
  words_sealed text,
  person_id uuid not null,
  said_at timestamptz not null,
  foreign key (one, two) references network.pair on delete cascade
);
create index judgement_of_pair on network.judgement (one, two, id);
alter table network.judgement enable row level security;
alter table network.judgement force row level security;
create policy with_the_pair on network.judgement for select using ((select core.viewer_is_system())
  or exists (select 1 from network.pair p where p.one = judgement.one and p.two = judgement.two));
create policy own_words on network.judgement for insert with check (person_id = (select core.viewer())
  and exists (select 1 from network.pair p where p.one = judgement.one and p.two = judgement.two));
grant select, insert on network.judgement to panah_app;
