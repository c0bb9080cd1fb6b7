-- How staff prove who they are. Nobody but the system reads these tables.
create schema staff;
grant usage on schema staff to panah_app;

create table staff.password (
  account_id uuid primary key references core.account,
  hash text not null,
  set_at timestamptz not null default now()
);
comment on column staff.password.hash is 'Argon2id, 19 MiB, t=2, p=1.';

create table staff.totp (
  account_id uuid primary key references core.account,
  secret_sealed text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);
comment on column staff.totp.last_step is 'The time step of the last code that was taken: no code is taken twice.';

create table staff.passkey (
  id text primary key,
  account_id uuid not null references core.account,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  label text not null check (length(label) between 1 and 80),
  made_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkey_of_account on staff.passkey (account_id);

create table staff.challenge (
  challenge text primary key,
  account_id uuid,
  until timestamptz not null
);

create table staff.enrolment (
  token_hash bytea primary key,
  account_id uuid not null references core.account,
  made_by uuid,
  until timestamptz not null,
  used_at timestamptz
);

create table staff.attempt (
  id uuid primary key,
  who text not null,
  at timestamptz not null default now()
);
comment on column staff.attempt.who is 'The blind index of the address that was tried: failed sign-ins are counted, not named.';
create index attempt_of on staff.attempt (who, at);

do $$
declare name text;
begin
  foreach name in array array['password', 'totp', 'passkey', 'challenge', 'enrolment', 'attempt'] loop
    execute format('alter table staff.%I enable row level security', name);
    execute format('alter table staff.%I force row level security', name);
    execute format('create policy system_only on staff.%I for all using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()))', name);
    execute format('grant select, insert, update, delete on staff.%I to panah_app', name);
  end loop;
end $$;
