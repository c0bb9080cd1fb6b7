-- Interviews by indicator, and what a person decided after them. Nothing here is deleted.
create schema screening;
grant usage on schema screening to panah_app;

-- Interviews are read by those who work with the person or the charge; a desk officer who may see
-- the case sees what was decided, not what was said.
create function screening.viewer_reads_interviews() returns boolean language sql stable parallel safe
  as $$ select core.viewer_has('screener') or core.viewer_has('investigator') or core.viewer_has('case-worker')
    or core.viewer_has('prosecutor') or core.viewer_has('supervisor') $$;
create function screening.viewer_interviews() returns boolean language sql stable parallel safe
  as $$ select core.viewer_has('screener') or core.viewer_has('investigator') or core.viewer_has('case-worker') $$;

create table screening.interview (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  indicator_set text not null check (indicator_set in ('adult-labour', 'adult-sexual', 'child-labour', 'child-sexual')),
  language text not null check (length(language) between 2 and 8),
  interpreter text not null check (interpreter in ('none', 'professional', 'staff', 'family-or-friend', 'telephone')),
  others_present text[] not null default '{}',
  company_words_sealed text,
  vulnerabilities text[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'paused', 'finished')),
  started_by uuid not null,
  started_at timestamptz not null,
  paused_at timestamptz,
  finished_at timestamptz,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  foreign key (jurisdiction, person_id) references cases.person
);
comment on column screening.interview.company_words_sealed is 'Who interpreted and who was in the room, in words: may name people. Shown to whoever may read interviews of the case.';
create index interview_of_case on screening.interview (case_id, started_at);

create table screening.answer (
  jurisdiction text not null,
  interview_id uuid not null,
  indicator text not null check (indicator ~ '^[A-Z]{2}[0-9]{2}$'),
  value text not null check (value in ('yes', 'no', 'dont-know', 'skip')),
  rests_on text[] not null default '{}',
  allegation_ids uuid[] not null default '{}',
  facts text[] not null default '{}',
  note_sealed text,
  answered_by uuid not null,
  answered_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, interview_id, indicator),
  foreign key (jurisdiction, interview_id) references screening.interview
);
comment on column screening.answer.note_sealed is 'What was said, in words. Shown to whoever may read interviews of the case.';

create table screening.decision (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  interview_id uuid not null,
  status text not null check (status in ('presumed', 'confirmed', 'not-so-far')),
  outcome text not null check (outcome in ('indicated', 'review', 'not-indicated-so-far')),
  result jsonb not null,
  reasons text[] not null check (cardinality(reasons) > 0),
  words_sealed text,
  exploitation text[] not null default '{}',
  cause text check (cause in ('asked-by-person', 'asked-by-representative', 'new-facts', 'asked-by-agency', 'own-review')),
  supersedes_id uuid,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  foreign key (jurisdiction, person_id) references cases.person,
  foreign key (jurisdiction, interview_id) references screening.interview,
  foreign key (jurisdiction, supersedes_id) references screening.decision,
  -- A decision may be followed by one other only, and says why it was looked at again.
  unique (jurisdiction, supersedes_id),
  check ((supersedes_id is null) = (cause is null))
);
comment on table screening.decision is 'Never changed: a reconsideration is a further decision, and both are kept.';
comment on column screening.decision.result is 'The answers and what the rule made of them at that moment: codes only.';
create unique index one_first_decision on screening.decision (jurisdiction, case_id, person_id) where supersedes_id is null;
create index decision_of_case on screening.decision (case_id, decided_at);

create table screening.reconsideration_request (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  decision_id uuid not null,
  cause text not null check (cause in ('asked-by-person', 'asked-by-representative', 'new-facts', 'asked-by-agency', 'own-review')),
  words_sealed text,
  asked_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  foreign key (jurisdiction, decision_id) references screening.decision
);
create index request_of_case on screening.reconsideration_request (case_id);

create function screening.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a screening decision is never changed';
end $$;
create trigger append_only before update or delete on screening.decision
  for each row execute function screening.refuse_change();

do $$
declare child text;
begin
  foreach child in array array['interview', 'decision', 'reconsideration_request'] loop
    execute format('alter table screening.%I enable row level security', child);
    execute format('alter table screening.%I force row level security', child);
    execute format('create policy with_the_case on screening.%I for select using (
      (select core.viewer_is_system())
      or (%s exists (select 1 from cases.case_file c where c.jurisdiction = %I.jurisdiction and c.id = %I.case_id)))',
      child, case child when 'decision' then '' else '(select screening.viewer_reads_interviews()) and' end, child, child);
    execute format('create policy own_agency_adds on screening.%I for insert with check (
      (select core.viewer_is_system())
      or (%s and exists (select 1 from cases.case_file c where c.jurisdiction = %I.jurisdiction
        and c.id = %I.case_id and c.agency_id = (select core.viewer_agency()))))',
      child, case child when 'decision' then '(select core.viewer_has(''screener''))'
        else '(select screening.viewer_interviews())' end, child, child);
    execute format('grant select, insert on screening.%I to panah_app', child);
  end loop;
end $$;

create policy own_agency_changes on screening.interview for update using (
  (select core.viewer_is_system())
  or ((select screening.viewer_interviews()) and exists (select 1 from cases.case_file c
    where c.jurisdiction = interview.jurisdiction and c.id = interview.case_id
      and c.agency_id = (select core.viewer_agency())))
);
grant update on screening.interview to panah_app;

alter table screening.answer enable row level security;
alter table screening.answer force row level security;
create policy with_the_interview on screening.answer for select using (
  (select core.viewer_is_system())
  or exists (select 1 from screening.interview i where i.jurisdiction = answer.jurisdiction and i.id = answer.interview_id)
);
create policy own_agency_adds on screening.answer for insert with check (
  (select core.viewer_is_system())
  or ((select screening.viewer_interviews()) and exists (select 1 from screening.interview i
    join cases.case_file c on c.jurisdiction = i.jurisdiction and c.id = i.case_id
    where i.jurisdiction = answer.jurisdiction and i.id = answer.interview_id
      and c.agency_id = (select core.viewer_agency())))
);
create policy own_agency_changes on screening.answer for update using (
  (select core.viewer_is_system())
  or ((select screening.viewer_interviews()) and exists (select 1 from screening.interview i
    join cases.case_file c on c.jurisdiction = i.jurisdiction and c.id = i.case_id
    where i.jurisdiction = answer.jurisdiction and i.id = answer.interview_id
      and c.agency_id = (select core.viewer_agency())))
);
grant select, insert, update on screening.answer to panah_app;
