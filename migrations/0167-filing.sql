-- An event and the work that follows from it, in one statement.
create function core.announce(notice jsonb) returns void language sql as $$
  insert into core.event (jurisdiction, id, kind, about, file_id, person_id, data)
  values (notice->>'jurisdiction', (notice->>'id')::uuid, notice->>'kind', (notice->>'about')::uuid,
    (notice->>'fileId')::uuid, core.viewer(), notice->'data');
  insert into core.event_work (event_jurisdiction, event_id, subscriber)
  select notice->>'jurisdiction', (notice->>'id')::uuid, name
  from jsonb_array_elements_text(notice->'subscribers') as name
$$;

-- Everything that a report which comes in is judged by, in one statement. The transaction is that of
-- the reporter of this report from here on.
create function reports.before_filing(of_report uuid, of_desk uuid, of_place text, at_moment timestamptz)
  returns jsonb language plpgsql as $$
begin
  perform set_config('panah.filing', of_report::text, true);
  return jsonb_build_object(
    'bodyHash', (select encode(m.body_hash, 'hex') from reports.mailbox m where m.report_id = of_report),
    'desk', (select jsonb_build_object('id', d.id, 'jurisdiction', d.jurisdiction, 'epoch', e.epoch,
        'name', jsonb_build_object('en', d.name_en, 'ur', d.name_ur),
        'current', d.takes_reports and e.valid_from <= at_moment and e.valid_until > at_moment)
      from reports.desk d
      join lateral (select * from reports.desk_epoch e where e.desk_id = d.id order by e.epoch desc limit 1) e on true
      where d.id = of_desk),
    'isPlace', of_place is null or exists (select from core.place p where p.code = of_place),
    'rules', coalesce((select jsonb_agg(jsonb_build_object('step', r.step, 'kind', r.kind,
        'amount', r.amount, 'unit', r.unit, 'validFrom', r.valid_from, 'validUntil', r.valid_until)
        order by r.step, r.kind nulls first, r.valid_from)
      from reports.deadline_rule r), '[]'),
    'holidays', coalesce((select jsonb_agg(jsonb_build_object('day', h.day, 'everyYear', h.every_year,
        'off', h.off) order by h.at, h.id)
      from reports.holiday h), '[]'));
end $$;

-- Stores a report with its wraps, its first message and its event; false, and nothing stored, where
-- somebody filed under this id or receipt meanwhile. Row-level security holds as for each part alone.
create function reports.file(of_report uuid, of_jurisdiction text, of_desk uuid, of_epoch int,
    of_kind text, of_place text, in_danger boolean, in_language text, came_at timestamptz,
    due timestamptz, on_arrival boolean, at_locator bytea, of_token_hash bytea, mailbox_wrap bytea,
    of_body_hash bytea, of_log_secret bytea, accused bytea, desk_wrap bytea, envelope bytea,
    came_by_code text, notice jsonb)
  returns boolean language plpgsql as $$
begin
  perform set_config('panah.filing', of_report::text, true), set_config('panah.mailbox', of_report::text, true);
  insert into reports.mailbox (locator, token_hash, jurisdiction, report_id, wrap, body_hash, log_secret)
    values (at_locator, of_token_hash, of_jurisdiction, of_report, mailbox_wrap, of_body_hash, of_log_secret)
    on conflict do nothing;
  if not found then return false; end if;
  insert into reports.report (jurisdiction, id, desk_id, kind, place_code, danger_now, language, received_at,
      due_at, sealed_on_arrival, accused_apart)
    values (of_jurisdiction, of_report, of_desk, of_kind, of_place, in_danger, in_language, came_at,
      due, on_arrival, accused is not null);
  if accused is not null then
    insert into reports.accused_part (jurisdiction, report_id, sealed) values (of_jurisdiction, of_report, accused);
  end if;
  insert into reports.key_wrap (jurisdiction, report_id, desk_id, epoch, blob)
    values (of_jurisdiction, of_report, of_desk, of_epoch, desk_wrap);
  insert into reports.envelope (jurisdiction, report_id, internal, sequence, direction, desk_id, epoch, sealed, at)
    values (of_jurisdiction, of_report, false, 1, 'in', of_desk, of_epoch, envelope, came_at);
  if came_by_code is not null then
    insert into reports.came_by (jurisdiction, report_id, code) values (of_jurisdiction, of_report, came_by_code);
  end if;
  perform core.announce(notice);
  return true;
end $$;
