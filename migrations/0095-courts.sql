-- Courts: every step from the challan to the appeal, in the order of their days; the file that moves
-- to the agency that must investigate; the gap between facts and FIR while it stands.
create table charges.court_step (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('challan', 'charge-framed', 'hearing', 'verdict', 'sentence',
    'compensation', 'withdrawn', 'settled', 'appeal-filed', 'appeal-decided', 'taken-back')),
  accused_id uuid,
  victim_id uuid,
  on_day date not null,
  next_on date,
  court text not null default '' check (length(court) <= 200),
  outcome text check (length(outcome) <= 40),
  delay text check (length(delay) <= 40),
  cited text[] not null default '{}',
  months int check (months between 0 and 1200),
  life boolean not null default false,
  death boolean not null default false,
  fine_pkr bigint check (fine_pkr >= 0),
  amount_pkr bigint check (amount_pkr >= 0),
  words_sealed text not null,
  corrects_id uuid,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  foreign key (jurisdiction, accused_id) references cases.person,
  foreign key (jurisdiction, victim_id) references cases.person,
  foreign key (jurisdiction, corrects_id) references charges.court_step
);
comment on table charges.court_step is 'Append-only: a mistake is put right by a step that corrects it, and both stay. Seen by whoever may see the case.';
comment on column charges.court_step.delay is 'Why this step came late, or why the hearing was put off.';
create index court_step_of_case on charges.court_step (case_id, on_day);
create unique index court_step_corrected_once on charges.court_step (jurisdiction, corrects_id) where corrects_id is not null;

create table charges.transfer (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  from_agency uuid not null,
  to_agency uuid not null,
  rule text not null check (length(rule) between 1 and 60),
  reason text not null check (length(reason) <= 40),
  sections text[] not null,
  sent_on date not null,
  letter text not null default '' check (length(letter) <= 100),
  words_sealed text not null,
  sent_by uuid not null,
  sent_at timestamptz not null,
  answer text check (answer in ('received', 'refused')),
  answered_on date,
  answer_sealed text,
  answered_by uuid,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  check (from_agency <> to_agency),
  check ((answer is null) = (answered_on is null))
);
comment on table charges.transfer is 'The file goes to the agency that must investigate: by which rule, on which facts, and what it answered.';
create index transfer_of_case on charges.transfer (case_id, sent_on);
-- One file is under way to one agency at a time.
create unique index transfer_open_once on charges.transfer (jurisdiction, case_id) where answer is null;

create table charges.gap (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('no-fir', 'act-missing', 'sections-missing')),
  missing text[] not null,
  since timestamptz not null,
  closed_at timestamptz,
  closed_by text check (closed_by in ('fir', 'facts')),
  seen_by uuid,
  seen_at timestamptz,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file
);
comment on table charges.gap is 'What the facts met and the FIR left out, from when to when. Kept by the system; a supervisor marks it seen.';
create unique index gap_open_once on charges.gap (jurisdiction, case_id) where closed_at is null;
create index gap_open on charges.gap (since) where closed_at is null;

do $$
declare child text;
begin
  foreach child in array array['court_step', 'transfer', 'gap'] loop
    execute format('alter table charges.%I enable row level security', child);
    execute format('alter table charges.%I force row level security', child);
    execute format('create policy with_the_case on charges.%I for select using (
      (select core.viewer_is_system())
      or exists (select 1 from cases.case_file c where c.jurisdiction = %I.jurisdiction and c.id = %I.case_id))',
      child, child, child);
  end loop;
  foreach child in array array['court_step', 'transfer'] loop
    execute format('create policy who_may_charge_adds on charges.%I for insert with check (
      (select core.viewer_is_system()) or charges.viewer_may_write(jurisdiction, case_id))', child);
  end loop;
end $$;
create policy who_may_charge_changes on charges.transfer for update using (
  (select core.viewer_is_system()) or charges.viewer_may_write(jurisdiction, case_id));
create policy system_keeps on charges.gap for insert with check ((select core.viewer_is_system()));
create policy supervisor_marks_seen on charges.gap for update using (
  (select core.viewer_is_system())
  or ((select core.viewer_has('supervisor')) and exists (select 1 from cases.case_file c
    where c.jurisdiction = gap.jurisdiction and c.id = gap.case_id and c.agency_id = (select core.viewer_agency()))));
grant select, insert on charges.court_step to panah_app;
grant select, insert, update on charges.transfer, charges.gap to panah_app;
