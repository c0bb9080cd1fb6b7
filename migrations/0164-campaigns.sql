-- Campaigns: who is told what, where, from when, by which channel, at what cost; and how many people
-- came by each. Counts only: nobody's address, phone or way through the pages is kept.
create table guide.campaign (
  jurisdiction text not null default 'PK',
  id uuid not null,
  -- Stands on the poster and in the link: /ur/c/CODE.
  code text not null unique check (code ~ '^[A-Z0-9]{3,12}$'),
  name_en text not null check (length(name_en) between 1 and 120),
  name_ur text not null check (length(name_ur) between 1 and 120),
  audience text not null check (length(audience) <= 30),
  channel text not null check (length(channel) <= 30),
  starts_on date not null,
  ends_on date not null,
  -- Rupees, everything included.
  cost int not null check (cost between 0 and 2000000000),
  made_by uuid not null,
  made_at timestamptz not null,
  -- Stopped before its time, with the reason; its code counts no more.
  stopped_on date,
  stop_words text not null default '' check (length(stop_words) <= 1000),
  version int not null default 1,
  primary key (jurisdiction, id),
  check (ends_on >= starts_on),
  check ((stopped_on is null) = (stop_words = ''))
);
comment on table guide.campaign is 'A public awareness campaign by one channel. Holds nothing of any reader.';
create table guide.campaign_place (
  jurisdiction text not null default 'PK',
  campaign_id uuid not null,
  place_code text not null references core.place,
  -- Null: a district to compare with, where nothing is done.
  starts_on date,
  primary key (jurisdiction, campaign_id, place_code),
  foreign key (jurisdiction, campaign_id) references guide.campaign
);
create table guide.campaign_count (
  jurisdiction text not null default 'PK',
  code text not null references guide.campaign (code),
  on_day date not null,
  what text not null check (what in ('visit', 'check-agent', 'check-offer')),
  n int not null default 0,
  primary key (jurisdiction, code, on_day, what)
);
comment on table guide.campaign_count is 'How often a page was opened by a campaign''s link, by day. Numbers only.';

alter table guide.campaign enable row level security;
alter table guide.campaign force row level security;
alter table guide.campaign_place enable row level security;
alter table guide.campaign_place force row level security;
alter table guide.campaign_count enable row level security;
alter table guide.campaign_count force row level security;
-- Who plans campaigns, and who counts what came of them.
create function guide.reads_campaigns() returns boolean language sql stable as $$
  select core.viewer_is_system() or core.viewer_has('content-officer')
    or core.viewer_has('statistician') or core.viewer_has('oversight')
$$;
create policy planners_read on guide.campaign for select using ((select guide.reads_campaigns()));
create policy planners_read on guide.campaign_place for select using ((select guide.reads_campaigns()));
create policy planners_read on guide.campaign_count for select using ((select guide.reads_campaigns()));
create policy content_officer_plans on guide.campaign for insert with check (
  (select core.viewer_is_system())
  or ((select core.viewer_has('content-officer')) and made_by = (select core.viewer())));
create policy content_officer_changes on guide.campaign for update using (
  (select core.viewer_is_system()) or (select core.viewer_has('content-officer')));
create policy content_officer_places on guide.campaign_place for insert with check (
  (select core.viewer_is_system()) or (select core.viewer_has('content-officer')));
create policy content_officer_replaces on guide.campaign_place for delete using (
  (select core.viewer_is_system()) or (select core.viewer_has('content-officer')));
create policy system_counts on guide.campaign_count for insert with check ((select core.viewer_is_system()));
create policy system_counts_on on guide.campaign_count for update using ((select core.viewer_is_system()));
grant select, insert on guide.campaign, guide.campaign_place, guide.campaign_count to panah_app;
grant update (code, name_en, name_ur, audience, channel, starts_on, ends_on, cost, stopped_on, stop_words, version)
  on guide.campaign to panah_app;
grant delete on guide.campaign_place to panah_app;
grant update (n) on guide.campaign_count to panah_app;

-- Anybody's visit counts, where the code is one of a campaign that runs that day; anything else is
-- left uncounted and looks the same. Answers the campaign's name, for the page that was opened.
create function guide.count_visit(asked text, kind text, today date)
  returns table (name_en text, name_ur text) language plpgsql as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  perform set_config('panah.system', 'yes', true);
  return query
    with running as (
      select c.jurisdiction, c.code, c.name_en, c.name_ur from guide.campaign c
      where c.code = asked and today between c.starts_on and c.ends_on
        and (c.stopped_on is null or today < c.stopped_on)
    ), counted as (
      insert into guide.campaign_count (jurisdiction, code, on_day, what, n)
        select jurisdiction, code, today, kind, 1 from running
        on conflict (jurisdiction, code, on_day, what) do update set n = campaign_count.n + 1
    )
    select name_en, name_ur from running;
  perform set_config('panah.system', before, true);
end $$;
