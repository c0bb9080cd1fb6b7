-- For which work a wage was: so that it can be set beside the minimum wage of its time.
alter table worksites.entry
  add column from_on date,
  add column work_unit text check (work_unit in ('month', 'day', 'thousand-pieces')),
  add column work_amount int check (work_amount between 1 and 100000000),
  add check ((from_on is null) = (work_unit is null) and (work_unit is null) = (work_amount is null)),
  add check (work_unit is null or kind in ('earned', 'paid')),
  add check (from_on is null or from_on <= on_day);
comment on column worksites.entry.work_amount is 'Months of work (people times months), days of work (people times days), or pieces; done from from_on to on_day.';
-- A notified day's wage has paisa.
alter table worksites.wage alter column rupees type numeric(9, 2);
