-- What is owed in which time, and the days on which nobody works: dated, with source and grade.
-- Rows are added and never changed: a report keeps the rules of the day on which it came.
create table reports.deadline_rule (
  id uuid primary key,
  step text not null check (length(step) between 1 and 40),
  kind text check (length(kind) between 1 and 40),
  amount int not null check (amount between 1 and 1000),
  unit text not null check (unit in ('minutes', 'hours', 'working-days')),
  valid_from date not null,
  valid_until date check (valid_until > valid_from),
  source text not null check (length(source) between 1 and 500),
  grade text not null check (grade in ('gazette', 'official-copy', 'secondary', 'press', 'memory', 'not-verified')),
  by_id uuid references core.account,
  at timestamptz not null default now()
);
comment on column reports.deadline_rule.kind is 'For reports of this kind; null: for every kind that has no rule of its own.';
comment on column reports.deadline_rule.valid_until is 'The first day on which it no longer holds; null: until a younger rule begins.';
create unique index deadline_rule_begins on reports.deadline_rule (step, coalesce(kind, ''), valid_from);

create table reports.holiday (
  id uuid primary key,
  day date,
  every_year text check (every_year ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'),
  off boolean not null default true,
  name_en text not null check (length(name_en) between 1 and 100),
  name_ur text not null check (length(name_ur) between 1 and 100),
  source text not null check (length(source) between 1 and 500),
  grade text not null check (grade in ('gazette', 'official-copy', 'secondary', 'press', 'memory', 'not-verified')),
  by_id uuid references core.account,
  at timestamptz not null default now(),
  check ((day is null) <> (every_year is null))
);
comment on column reports.holiday.off is 'False takes a day back, such as a feast that the moon put on another day. The youngest row of a day counts.';
comment on column reports.holiday.every_year is 'Month and day, ''02-05'': the same each year.';

do $$
declare name text;
begin
  foreach name in array array['deadline_rule', 'holiday'] loop
    execute format('alter table reports.%I enable row level security', name);
    execute format('alter table reports.%I force row level security', name);
    execute format('create policy everyone_reads on reports.%I for select using (true)', name);
    execute format('create policy oversight_or_administrator_adds on reports.%I for insert
      with check ((select core.viewer_is_system()) or (select core.viewer_has(''oversight'')) or (select core.viewer_has(''administrator'')))', name);
    -- Neither update nor delete is granted to anybody: what held stays to be seen.
    execute format('grant select, insert on reports.%I to panah_app', name);
  end loop;
end $$;

select set_config('panah.system', 'yes', true);
insert into reports.deadline_rule (id, step, kind, amount, unit, valid_from, source, grade)
select gen_random_uuid(), step, null, amount, unit, '2026-01-01',
  'Panah''s own rule, until the agencies set another; no statute fixes this time', 'not-verified'
from (values ('danger', 60, 'minutes'), ('triage', 24, 'hours'), ('hand-over', 24, 'hours'), ('reply', 3, 'working-days'))
  as rule (step, amount, unit);

insert into reports.holiday (id, every_year, name_en, name_ur, source, grade)
select gen_random_uuid(), every_year, name_en, name_ur,
  'Custom of the federal government''s yearly list of public holidays', 'memory'
from (values
  ('02-05', 'Kashmir Day', 'یومِ کشمیر'), ('03-23', 'Pakistan Day', 'یومِ پاکستان'),
  ('05-01', 'Labour Day', 'یومِ مزدور'), ('05-28', 'Youm-e-Takbeer', 'یومِ تکبیر'),
  ('08-14', 'Independence Day', 'یومِ آزادی'), ('11-09', 'Iqbal Day', 'یومِ اقبال'),
  ('12-25', 'Quaid-e-Azam Day and Christmas', 'یومِ قائد اعظم اور کرسمس')) as fixed (every_year, name_en, name_ur);

insert into reports.holiday (id, day, name_en, name_ur, source, grade)
select gen_random_uuid(), day::date, name_en, name_ur,
  'Reckoned from the Umm al-Qura calendar, one day later; the moon decides, by announcement', 'not-verified'
from (values
  ('2027-03-10', 'Eid ul-Fitr', 'عید الفطر'), ('2027-03-11', 'Eid ul-Fitr', 'عید الفطر'), ('2027-03-12', 'Eid ul-Fitr', 'عید الفطر'),
  ('2027-05-17', 'Eid ul-Azha', 'عید الاضحیٰ'), ('2027-05-18', 'Eid ul-Azha', 'عید الاضحیٰ'), ('2027-05-19', 'Eid ul-Azha', 'عید الاضحیٰ'),
  ('2027-06-15', 'Ashura', 'عاشورہ'), ('2027-06-16', 'Ashura', 'عاشورہ'),
  ('2027-08-15', 'Eid Milad-un-Nabi', 'عید میلاد النبیؐ'),
  ('2028-02-27', 'Eid ul-Fitr', 'عید الفطر'), ('2028-02-28', 'Eid ul-Fitr', 'عید الفطر'), ('2028-02-29', 'Eid ul-Fitr', 'عید الفطر'),
  ('2028-05-06', 'Eid ul-Azha', 'عید الاضحیٰ'), ('2028-05-07', 'Eid ul-Azha', 'عید الاضحیٰ'), ('2028-05-08', 'Eid ul-Azha', 'عید الاضحیٰ'),
  ('2028-06-03', 'Ashura', 'عاشورہ'), ('2028-06-04', 'Ashura', 'عاشورہ'),
  ('2028-08-04', 'Eid Milad-un-Nabi', 'عید میلاد النبیؐ')) as moon (day, name_en, name_ur);
select set_config('panah.system', '', true);
