-- From a phone in a criminal file to the worksite that somebody with this phone runs. Who reads it stays as it was: with the site.
alter table worksites.party add column phone_index text;
comment on column worksites.party.phone_index is 'Keyed blind index of the phone; null where there is none or half of one, and until the night after this migration.';
create index party_phone on worksites.party (phone_index) where phone_index is not null;
create policy system_indexes on worksites.party for update using ((select core.viewer_is_system()));
grant update (phone_index) on worksites.party to panah_app;
