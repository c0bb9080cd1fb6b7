-- Pages read aloud: a recording of one version of a page in one language. Goes out as the texts do.
create table guide.recording (
  jurisdiction text not null default 'PK',
  id uuid not null,
  -- What it speaks: a newer text is not what this recording says.
  text_id uuid not null,
  language text not null check (language in ('en', 'ur')),
  type text not null check (type in ('audio/mpeg', 'audio/mp4')),
  bytes bytea not null check (octet_length(bytes) between 1 and 8388608),
  -- How long it lasts, as the browser of the one who added it measured it.
  seconds int not null check (seconds between 1 and 3600),
  added_by uuid not null,
  added_at timestamptz not null,
  state text not null default 'written' check (state in ('written', 'published', 'returned', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz,
  decision_words text not null default '' check (length(decision_words) <= 1000),
  primary key (jurisdiction, id),
  foreign key (jurisdiction, text_id) references guide.text_version (jurisdiction, id),
  check ((state = 'written') = (decided_by is null)),
  check ((state = 'written') = (decided_at is null)),
  -- Nobody publishes what he added; taking a recording down needs one person and a reason.
  check (state <> 'published' or decided_by <> added_by)
);
comment on table guide.recording is 'Never edited: a recording is added, then published or returned by a second content officer who has heard it, and may be withdrawn. Holds no case data.';
-- A player asks for pieces: uncompressed, a piece is read without the rest.
alter table guide.recording alter column bytes set storage external;
create index recording_of_text on guide.recording (text_id, language, decided_at desc);
alter table guide.recording enable row level security;
alter table guide.recording force row level security;
-- What was taken down is seen too, so that an older recording does not come up again.
create policy what_went_out_is_public on guide.recording for select using (
  state in ('published', 'withdrawn') or (select core.viewer_is_system()) or (select core.viewer_has('content-officer')));
create policy content_officer_adds on guide.recording for insert with check (
  (select core.viewer_is_system())
  or ((select core.viewer_has('content-officer')) and added_by = (select core.viewer()) and state = 'written'));
create policy content_officer_decides on guide.recording for update using (
  (select core.viewer_is_system()) or (select core.viewer_has('content-officer')))
  with check ((select core.viewer_is_system())
    or ((select core.viewer_has('content-officer')) and decided_by = (select core.viewer()) and state <> 'written'));
grant select, insert, update (state, decided_by, decided_at, decision_words) on guide.recording to panah_app;
