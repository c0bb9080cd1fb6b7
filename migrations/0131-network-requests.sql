-- One agency asks another about a person in its file; and keys tell which of them was met.

-- As before, and with the place of the key among those looked for: how many hold a key says
-- whether it tells anybody apart.
drop function network.meet(bigint[], int);
create function network.meet(wanted bigint[], most int)
returns table (at int, rule smallint, person_id uuid, case_id uuid, agency_id uuid) language plpgsql stable as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  if not (core.viewer_is_system()
    or (cases.viewer_works_cases() and cases.viewer_agency_may_receive())) then return; end if;
  perform set_config('panah.system', 'yes', true);
  return query select w.at::int, k.rule, k.person_id, k.case_id, k.agency_id
    from unnest(wanted) with ordinality w (key, at)
    cross join lateral (select * from network.key k where k.key = w.key limit most) k;
  perform set_config('panah.system', before, true);
end $$;

-- A request, as both sides may read it. Whom it is about is in a table of its own, for the side
-- whose file it is: the one who asks knows no name, no case and no id.
create table network.request (
  id uuid primary key,
  jurisdiction text not null,
  agency_id uuid not null,
  case_id uuid not null,
  reference text not null,
  to_jurisdiction text not null,
  to_agency_id uuid not null check (to_agency_id <> agency_id),
  rules text[] not null check (cardinality(rules) > 0),
  purpose text not null check (purpose in ('prosecution', 'joint-investigation', 'victim-protection', 'legal-duty', 'other')),
  words_sealed text not null,
  urgent boolean not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  status text not null default 'asked' check (status in ('asked', 'granted', 'refused', 'withdrawn')),
  given text check (given in ('contact', 'file')),
  refused_for text check (refused_for in ('another-person', 'operation-running', 'victim-in-danger', 'court-first', 'reason-too-thin', 'other')),
  answer_sealed text,
  until date,
  ended_by uuid,
  ended_at timestamptz,
  noted_at timestamptz,
  reminded_at timestamptz,
  version int not null default 1,
  unique (id, asked_by, to_agency_id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  check ((status = 'granted') = (given is not null)),
  check ((status = 'refused') = (refused_for is not null)),
  check ((status = 'asked') = (ended_at is null))
);
comment on column network.request.reference is 'The number of the asking file, told to the other side as on the head of a letter.';
comment on column network.request.rules is 'By what the person was found: codes, never values.';
comment on column network.request.words_sealed is 'Why it is asked: read by both sides.';
comment on column network.request.answer_sealed is 'What the other side wrote: whom to call, or why not. Read by both sides.';
create index request_from on network.request (case_id);
create index request_to on network.request (to_agency_id, status);
create index request_due on network.request (due_at) where status = 'asked';

create table network.request_target (
  request_id uuid primary key,
  asked_by uuid not null,
  agency_id uuid not null,
  jurisdiction text not null,
  case_id uuid not null,
  person_id uuid not null,
  foreign key (request_id, asked_by, agency_id)
    references network.request (id, asked_by, to_agency_id) on delete cascade,
  foreign key (jurisdiction, person_id) references cases.person on delete cascade
);
comment on table network.request_target is 'Whom a request is about: read by whoever may open that file, and by nobody else.';
create index request_target_person on network.request_target (person_id);
create index request_target_case on network.request_target (case_id);

alter table network.request enable row level security;
alter table network.request force row level security;
alter table network.request_target enable row level security;
alter table network.request_target force row level security;
create policy may_open_the_file on network.request_target for select using ((select core.viewer_is_system())
  or exists (select 1 from cases.case_file c where c.id = request_target.case_id));
create policy both_sides on network.request for select using ((select core.viewer_is_system())
  or (agency_id = (select core.viewer_agency())
    and exists (select 1 from cases.case_file c where c.id = request.case_id))
  or (to_agency_id = (select core.viewer_agency())
    and exists (select 1 from network.request_target t where t.request_id = request.id)));
create policy asks_for_own_file on network.request for insert with check (
  asked_by = (select core.viewer()) and agency_id = (select core.viewer_agency()) and status = 'asked'
  and exists (select 1 from cases.case_file c where c.id = request.case_id
    and c.agency_id = (select core.viewer_agency())));
create policy with_own_request on network.request_target for insert
  with check (asked_by = (select core.viewer()));
create policy both_sides_move on network.request for update using ((select core.viewer_is_system())
  or agency_id = (select core.viewer_agency())
  or exists (select 1 from network.request_target t where t.request_id = request.id));
grant select, insert, update on network.request to panah_app;
grant select, insert on network.request_target to panah_app;

-- Who asks cannot answer herself; what was answered is never written anew.
create function network.keep_to_own_side() returns trigger language plpgsql as $$
declare viewer uuid := core.viewer_agency();
begin
  if core.viewer_is_system() then return new; end if;
  if old.status = 'asked' and (
    (new.status = 'withdrawn' and viewer = old.agency_id)
    or (new.status in ('granted', 'refused') and viewer = old.to_agency_id)) then return new; end if;
  if new.status = old.status and viewer = old.agency_id and new.noted_at is distinct from old.noted_at
    then return new; end if;
  raise exception 'a request is moved by the side whose turn it is' using errcode = '42501';
end $$;
create trigger keep_to_own_side before update on network.request
  for each row execute function network.keep_to_own_side();
