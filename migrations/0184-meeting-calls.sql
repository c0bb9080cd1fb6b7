-- A meeting of a vigilance committee that is called ahead; it counts as held only when it was written down as held.
create table worksites.meeting_call (
  jurisdiction text not null,
  id uuid not null,
  committee_id uuid not null,
  on_day date not null,
  at_time text check (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  place_sealed text not null,
  agenda_sealed text not null,
  invited uuid[] not null check (cardinality(invited) > 0),
  meeting_id uuid,
  off_on date,
  off_words_sealed text,
  called_by uuid not null,
  called_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, committee_id) references worksites.committee,
  foreign key (jurisdiction, meeting_id) references worksites.meeting,
  check ((off_on is null) = (off_words_sealed is null)),
  check (meeting_id is null or off_on is null)
);
comment on table worksites.meeting_call is 'A meeting called ahead: day, place, who is invited, agenda. Held (then it names the meeting), or called off with the reason.';
create index meeting_call_id on worksites.meeting_call (id);
create index meeting_call_of on worksites.meeting_call (jurisdiction, committee_id, on_day);
create index meeting_call_of_meeting on worksites.meeting_call (jurisdiction, meeting_id) where meeting_id is not null;
alter table worksites.meeting_call enable row level security;
alter table worksites.meeting_call force row level security;
create policy with_the_committee on worksites.meeting_call for select using (worksites.viewer_of(jurisdiction));
create policy own_office_adds on worksites.meeting_call for insert with check (worksites.viewer_keeps_committee(committee_id));
create policy own_office_changes on worksites.meeting_call for update using (worksites.viewer_keeps_committee(committee_id));
grant select, insert, update on worksites.meeting_call to panah_app;
