-- Charges: what was decided on which section, which sections the FIR cites, what was ruled out.
create schema charges;
grant usage on schema charges to panah_app;

create table charges.decision (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  accused_id uuid,
  cited text not null check (length(cited) between 1 and 60),
  law_version text not null,
  decision text not null check (decision in ('charge', 'not-charge', 'ask-more')),
  finding text not null check (finding in ('met', 'partly', 'not-met', 'not-raised')),
  reasons_sealed text not null,
  victimhood_weighed boolean not null default false,
  decided_by uuid not null,
  decided_at timestamptz not null,
  supersedes_id uuid,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  foreign key (jurisdiction, accused_id) references cases.person
);
comment on table charges.decision is 'Append-only: a later decision on the same section and person stands, the earlier ones stay. Seen by whoever may see the case.';
comment on column charges.decision.finding is 'What the software came to when the person decided.';
comment on column charges.decision.victimhood_weighed is 'The accused may be a victim: the decider says that this was weighed first.';
create index decision_of_case on charges.decision (case_id, decided_at);
-- Two people who decide from the same page: only the first may stand on what both saw.
create unique index decision_superseded_once on charges.decision (jurisdiction, supersedes_id) where supersedes_id is not null;

create table charges.fir (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  number text not null check (length(number) between 1 and 60),
  station text not null check (length(station) between 1 and 200),
  registered_on date not null,
  sections text[] not null,
  other_sections text not null default '' check (length(other_sections) <= 400),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file
);
comment on column charges.fir.sections is 'Sections of the library, such as ''EO 22(b)''; what the library does not hold is in other_sections.';
create index fir_of_case on charges.fir (case_id);
create unique index fir_once on charges.fir (jurisdiction, case_id, number, station, registered_on);

create table charges.answer (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  fact text not null check (length(fact) between 1 and 60),
  says text not null check (says in ('yes', 'no')),
  accused_id uuid,
  victim_id uuid,
  rests_on text not null,
  words_sealed text not null,
  answered_by uuid not null,
  answered_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  foreign key (jurisdiction, accused_id) references cases.person,
  foreign key (jurisdiction, victim_id) references cases.person
);
comment on table charges.answer is 'A fact that was ruled out, or a point that no allegation code states. Seen by whoever may see the case.';
create index answer_of_case on charges.answer (case_id);

-- A prosecutor charges in a case that was shared; others only in files of their own agency.
create function charges.viewer_may_write(wanted_jurisdiction text, wanted uuid) returns boolean language sql stable as $$
  select exists (select 1 from cases.case_file c
    where c.jurisdiction = wanted_jurisdiction and c.id = wanted
      and ((select core.viewer_has('prosecutor'))
        or (c.agency_id = (select core.viewer_agency())
          and ((select core.viewer_has('investigator')) or (select core.viewer_has('supervisor')))))) $$;

do $$
declare child text;
begin
  foreach child in array array['decision', 'fir', 'answer'] loop
    execute format('alter table charges.%I enable row level security', child);
    execute format('alter table charges.%I force row level security', child);
    execute format('create policy with_the_case on charges.%I for select using (
      (select core.viewer_is_system())
      or exists (select 1 from cases.case_file c where c.jurisdiction = %I.jurisdiction and c.id = %I.case_id))',
      child, child, child);
    execute format('create policy who_may_charge_adds on charges.%I for insert with check (
      (select core.viewer_is_system()) or charges.viewer_may_write(jurisdiction, case_id))', child);
  end loop;
  foreach child in array array['fir', 'answer'] loop
    execute format('create policy who_may_charge_changes on charges.%I for update using (
      (select core.viewer_is_system()) or charges.viewer_may_write(jurisdiction, case_id))', child);
  end loop;
end $$;
grant select, insert on charges.decision to panah_app;
grant select, insert, update on charges.fir, charges.answer to panah_app;
