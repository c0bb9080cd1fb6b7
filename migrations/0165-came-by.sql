-- By which campaign a reporter came, where he lets it be said. Apart from the report, so that no desk
-- reads it: it is counted, and nothing else.
create table reports.came_by (
  jurisdiction text not null,
  report_id uuid not null,
  code text not null check (code ~ '^[A-Z0-9]{3,12}$'),
  primary key (jurisdiction, report_id),
  foreign key (jurisdiction, report_id) references reports.report
);
comment on table reports.came_by is 'The code of the poster or link a reporter came by. Read by the system alone, for counts.';
create index came_by_code on reports.came_by (code);
alter table reports.came_by enable row level security;
alter table reports.came_by force row level security;
create policy only_counted on reports.came_by for select using ((select core.viewer_is_system()));
create policy comes_with_the_report on reports.came_by for insert
  with check (report_id = (select reports.viewer_filing()));
grant select, insert on reports.came_by to panah_app;
