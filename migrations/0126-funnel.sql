-- The way of each matter from the report to the verdict, in codes and days: what the outcome funnel
-- is counted from. A report that has become a case is told by the case.
create table statistics.course (
  jurisdiction text not null,
  id uuid not null,
  file text not null check (file in ('report', 'case')),
  agency_id uuid not null,
  acts text[] not null,
  country text,
  province text,
  district text,
  reported_on date,
  opened_on date,
  fir_on date,
  challan_on date,
  charged_on date,
  decided_on date,
  ending text,
  ended_on date,
  reason text,
  accused jsonb not null default '[]',
  primary key (jurisdiction, id),
  check (coalesce(reported_on, opened_on) is not null),
  check ((ending is null) = (ended_on is null))
);
comment on table statistics.course is 'One row for each case, and for each report that is no case. Codes and days only; rebuilt at any time.';
comment on column statistics.course.id is 'Of the case or the report. Read only by who may read that: others count through a function that leaves it out.';
comment on column statistics.course.accused is 'For each accused of a case: outcome, why, sentences with their range. No id.';
create index course_began on statistics.course ((coalesce(reported_on, opened_on)));
alter table statistics.course enable row level security;
alter table statistics.course force row level security;
create policy sees_the_file on statistics.course for select using (
  (select core.viewer_is_system())
  or (file = 'case' and exists (select 1 from cases.case_file c
    where c.jurisdiction = course.jurisdiction and c.id = course.id))
  or (file = 'report' and exists (select 1 from reports.report r
    where r.jurisdiction = course.jurisdiction and r.id = course.id)));
create policy system_counts on statistics.course for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, update, delete on statistics.course to panah_app;

-- A matter as it is told for counting: days since it began instead of dates, and no id.
create type statistics.told_course as (
  file text, agency_id uuid, acts text[], country text, province text, district text, year text,
  after int[], ended_after int, so_far int, ending text, reason text, accused jsonb
);
create function statistics.tell_course(of statistics.course, today date) returns statistics.told_course
  language sql immutable as $$
    select row(of.file, of.agency_id, of.acts, of.country, of.province, of.district,
      extract(year from began)::text,
      array[of.reported_on - began, of.opened_on - began, of.fir_on - began, of.challan_on - began,
        of.charged_on - began, of.decided_on - began],
      of.ended_on - began, today - began, of.ending, of.reason, of.accused)::statistics.told_course
    from (select coalesce(of.reported_on, of.opened_on) as began) b $$;

-- Everything in the viewer's country or province, for statisticians and oversight alone. Runs as the
-- system because they may see no case; the order says nothing of when a row was written.
create function statistics.courses_in_reach(from_on date, until_on date, today date)
  returns setof statistics.told_course language plpgsql volatile as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  perform set_config('panah.system', 'yes', true);
  return query select (statistics.tell_course(c, today)).* from statistics.course c
    where (core.viewer_has('statistician') or core.viewer_has('oversight'))
      and (jurisdiction = core.viewer_jurisdiction() or jurisdiction like core.viewer_jurisdiction() || '-%')
      and coalesce(reported_on, opened_on) between from_on and until_on
    order by random();
  perform set_config('panah.system', before, true);
end $$;
