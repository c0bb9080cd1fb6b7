-- The guide's pages: one content officer writes, a second one reviews; only what is reviewed goes out.
create schema guide;
create table guide.text_version (
  jurisdiction text not null default 'PK',
  id uuid not null,
  slug text not null check (slug ~ '^[a-z][a-z-]{1,39}$'),
  -- { en: { title, lead, body }, ur: { … }, sources: [{ about, grade, source }] }
  body jsonb not null,
  note text not null check (length(note) between 1 and 1000),
  -- Null: the text came with the software.
  written_by uuid,
  written_at timestamptz not null,
  state text not null default 'written' check (state in ('written', 'published', 'returned', 'withdrawn')),
  decided_by uuid,
  -- The office of the one who decided, as it was then: the public is told of the office, not of the person.
  decided_agency uuid,
  decided_at timestamptz,
  decision_words text not null default '' check (length(decision_words) <= 1000),
  -- What the review stands for lasts until this day; then the page says that it is due again.
  review_again_on date,
  primary key (jurisdiction, id),
  check ((state = 'written') = (decided_by is null)),
  check ((state = 'written') = (decided_at is null)),
  check (state not in ('published', 'withdrawn') or review_again_on is not null),
  -- Nobody publishes what he wrote; taking a page down needs one person and a reason.
  check (state <> 'published' or written_by is null or decided_by <> written_by)
);
comment on table guide.text_version is 'Never edited: a version is written, then published or returned by a second content officer, and may be withdrawn. Holds no case data.';
create index text_version_shown on guide.text_version (slug, decided_at desc) where state in ('published', 'withdrawn');
alter table guide.text_version enable row level security;
alter table guide.text_version force row level security;
-- What was taken down is seen too, so that an older version does not come up again.
create policy what_went_out_is_public on guide.text_version for select using (
  state in ('published', 'withdrawn') or (select core.viewer_is_system()) or (select core.viewer_has('content-officer')));
create policy content_officer_writes on guide.text_version for insert with check (
  (select core.viewer_is_system())
  or ((select core.viewer_has('content-officer')) and (
    (written_by = (select core.viewer()) and state = 'written')
    -- A text that came with the software is reviewed by the officer who publishes it.
    or (written_by is null and state = 'published' and decided_by = (select core.viewer())))));
create policy content_officer_decides on guide.text_version for update using (
  (select core.viewer_is_system()) or (select core.viewer_has('content-officer')))
  with check ((select core.viewer_is_system())
    or ((select core.viewer_has('content-officer')) and decided_by = (select core.viewer()) and state <> 'written'));
grant usage on schema guide to panah_app;
grant select, insert, update (state, decided_by, decided_agency, decided_at, decision_words, review_again_on) on guide.text_version to panah_app;
