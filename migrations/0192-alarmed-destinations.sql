-- Countries that an early warning points to: told to the licensing authority's ranking, never to the public.
create table recruiters.alarmed_destination (
  jurisdiction text not null,
  country text not null check (country ~ '^[A-Z]{3}$'),
  looked_on date not null,
  primary key (jurisdiction, country)
);
comment on table recruiters.alarmed_destination is 'Destinations of routes with an alarm that nobody has dismissed, as the last look of a jurisdiction left them.';
alter table recruiters.alarmed_destination enable row level security;
alter table recruiters.alarmed_destination force row level security;
create policy authority_reads on recruiters.alarmed_destination for select
  using ((select core.viewer_is_system())
    or ((select recruiters.viewer_supervises()) and (select core.viewer_sees()) <> 'nothing'));
create policy system_writes on recruiters.alarmed_destination for insert with check ((select core.viewer_is_system()));
create policy system_clears on recruiters.alarmed_destination for delete using ((select core.viewer_is_system()));
grant select, insert, delete on recruiters.alarmed_destination to panah_app;
