-- What a referral tells stands in a table of its own, so that the database itself ends the
-- recipient's reading on the day the consent ends (docs/decisions/0004-consent-ends.md).
create table protection.referral_content (
  jurisdiction text not null,
  referral_id uuid not null,
  content_sealed text not null,
  primary key (jurisdiction, referral_id),
  foreign key (jurisdiction, referral_id) references protection.referral (jurisdiction, id)
);
comment on table protection.referral_content is 'Draft: what may be shared, for the sender. Once sent: only the fields consented to. The recipient reads it until the last day of the consent or legal basis; gone on recall.';

alter table protection.referral no force row level security;
insert into protection.referral_content (jurisdiction, referral_id, content_sealed)
  select jurisdiction, id, content_sealed from protection.referral where content_sealed is not null;
alter table protection.referral force row level security;
alter table protection.referral drop column content_sealed;

alter table protection.referral_content enable row level security;
alter table protection.referral_content force row level security;
create policy sees_the_case on protection.referral_content for select
  using ((select core.viewer_is_system()) or exists (select 1 from protection.referral r
    join cases.case_file c on c.jurisdiction = r.jurisdiction and c.id = r.case_id
    where r.jurisdiction = referral_content.jurisdiction and r.id = referral_content.referral_id));
-- Whoever said no has no more need to know; nor has anybody once the last day is over.
create policy addressed_to_us on protection.referral_content for select
  using (exists (select 1 from protection.referral r
    where r.jurisdiction = referral_content.jurisdiction and r.id = referral_content.referral_id
      and r.to_agency_id = (select core.viewer_agency())
      and r.status in ('sent', 'accepted', 'served', 'closed')
      and r.rests_until >= (now() at time zone 'Asia/Karachi')::date));
create policy sender_writes on protection.referral_content for insert
  with check ((select core.viewer_is_system()) or exists (select 1 from protection.referral r
    where r.jurisdiction = referral_content.jurisdiction and r.id = referral_content.referral_id
      and r.from_agency_id = (select core.viewer_agency())));
create policy sender_changes on protection.referral_content for update
  using ((select core.viewer_is_system()) or exists (select 1 from protection.referral r
    where r.jurisdiction = referral_content.jurisdiction and r.id = referral_content.referral_id
      and r.from_agency_id = (select core.viewer_agency())));
create policy sender_empties on protection.referral_content for delete
  using ((select core.viewer_is_system()) or exists (select 1 from protection.referral r
    where r.jurisdiction = referral_content.jurisdiction and r.id = referral_content.referral_id
      and r.from_agency_id = (select core.viewer_agency())));
grant select, insert, update, delete on protection.referral_content to panah_app;

-- What was shared is gone from here the moment it is called back, by whichever side.
create function protection.empty_recalled() returns trigger language plpgsql as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  perform set_config('panah.system', 'yes', true);
  delete from protection.referral_content
    where jurisdiction = new.jurisdiction and referral_id = new.id;
  perform set_config('panah.system', before, true);
  return null;
end $$;
create trigger empty_recalled after update on protection.referral for each row
  when (new.status = 'recalled' and old.status <> 'recalled') execute function protection.empty_recalled();
