-- Rows of the kinds that the cast has none of, for two of Aurora's visits and one of Riverside's.
-- Two more visits, copied from Elena's next one with its forms: one in her name by somebody whom her record doesn't
-- know, and one of Luca's whose link was mailed to his mother.
INSERT INTO appointments_appointment SELECT (jsonb_populate_record(NULL::appointments_appointment, to_jsonb(a) || jsonb_build_object(
        'id', n.id, 'link_hash', encode(sha256(n.token::bytea), 'hex'), 'contact_email', n.contact, 'made_person', false,
        'patient_person_id', p.id, 'booked_as_id', p.id,
        'started_at', a.started_at + n.days, 'ended_at', a.ended_at + n.days))).*
    FROM (VALUES (990001, 'unproven', 'x@strangers.example', interval '500 days', 'elena@patients.example', ''),
                 (990002, 'mothers', 'maria@patients.example', interval '501 days', '', 'Luca Preda'))
        n (id, token, contact, days, login, name)
    JOIN patients_patientperson p ON CASE WHEN n.login <> '' THEN
        p.user_id = (SELECT u.id FROM identity_user u WHERE u.email = n.login) ELSE p.name = n.name AND EXISTS (
            SELECT 1 FROM patients_guardianship g WHERE g.person_id = p.id) END
    CROSS JOIN LATERAL (SELECT a.* FROM appointments_appointment a JOIN patients_patientperson e ON e.id = a.patient_person_id
        JOIN identity_user u ON u.id = e.user_id WHERE u.email = 'elena@patients.example' AND a.status = 'upcoming'
        ORDER BY a.id LIMIT 1) a;
INSERT INTO forms_form SELECT (jsonb_populate_record(NULL::forms_form, to_jsonb(f) || jsonb_build_object(
        'id', gen_random_uuid(), 'appointment_id', n.id, 'is_prefilled', false))).*
    FROM (VALUES (990001), (990002)) n (id)
    CROSS JOIN LATERAL (SELECT f.* FROM forms_form f WHERE f.filled_by = 'patient' AND f.status = 'pending'
        AND f.organisation_id = (SELECT organisation_id FROM appointments_appointment WHERE id = n.id) LIMIT 1) f;
INSERT INTO appointments_calendarfeed (id, nonce, token_hash, created_at, organisation_id, specialist_id)
    SELECT gen_random_uuid(), id::text, md5(id::text), now(), organisation_id, id FROM appointments_specialist;
INSERT INTO appointments_calendarspecialist (id, organisation_id, calendar_id, specialist_id)
    SELECT gen_random_uuid(), c.organisation_id, c.id, s.id FROM appointments_calendar c
    JOIN appointments_specialist s USING (organisation_id) ON CONFLICT DO NOTHING;
INSERT INTO appointments_hold (id, client_id, started_at, ended_at, buffer_before, buffer_after, expires_at, created_at,
                               organisation_id, specialist_id)
    SELECT gen_random_uuid(), gen_random_uuid(), now() + interval '400 days', now() + interval '400 days 1 hour', 0, 0,
           now() + interval '5 minutes', now(), organisation_id, id FROM appointments_specialist;
INSERT INTO appointments_block (id, kind, note, started_at, ended_at, changed_at, organisation_id, specialist_id)
    SELECT gen_random_uuid(), 'meeting', '', now() + interval '401 days', now() + interval '401 days 1 hour', now(),
           organisation_id, id FROM appointments_specialist;
INSERT INTO appointments_closing (id, date, name, is_holiday, organisation_id)
    SELECT gen_random_uuid(), current_date + 402, '', false, id FROM organisations_organisation;
INSERT INTO appointments_patientserviceplan (sessions, created_at, organisation_id, person_id, service_id)
    SELECT 5, now(), organisation_id, patient_person_id, min(service_id::text)::uuid FROM appointments_appointment
    GROUP BY 3, 4;
INSERT INTO forms_document (id, is_for_patient, content, sha256, made_at, form_id, organisation_id)
    SELECT gen_random_uuid(), true, '', '', now(), id, organisation_id FROM forms_form WHERE status = 'signed';
INSERT INTO forms_document (id, is_for_patient, content, sha256, made_at, form_id, organisation_id)
    SELECT gen_random_uuid(), false, '', '', now(), id, organisation_id FROM forms_form WHERE status = 'signed';
INSERT INTO forms_formfile (id, question, is_private, name, type, sha256, content, added_at, form_id, organisation_id)
    SELECT gen_random_uuid(), gen_random_uuid(), filled_by = 'specialist', 'x.pdf', 'application/pdf', '', '', now(), id,
           organisation_id FROM forms_form;
INSERT INTO forms_namedsigner (id, reason, named_at, namer_name, form_id, named_by_id, organisation_id, specialist_id)
    SELECT gen_random_uuid(), 'away', now(), '', f.id, m.user_id, f.organisation_id, a.specialist_id FROM forms_form f
    JOIN appointments_appointment a ON a.id = f.appointment_id
    JOIN organisations_member m ON m.organisation_id = f.organisation_id AND m.role = 'admin'
    WHERE f.filled_by = 'specialist' AND f.status <> 'signed';
INSERT INTO forms_signedpaper (id, name, type, sha256, content, attached_at, attacher_name, form_id, attached_by_id, organisation_id)
    SELECT gen_random_uuid(), 'x.pdf', 'application/pdf', '', '', now(), '', f.id, m.user_id, f.organisation_id
    FROM forms_form f JOIN organisations_member m ON m.organisation_id = f.organisation_id AND m.role = 'admin';
INSERT INTO forms_waiver (id, reason, waived_at, waiver_name, form_id, waived_by_id, organisation_id)
    SELECT gen_random_uuid(), 'x', now(), '', f.id, m.user_id, f.organisation_id
    FROM forms_form f JOIN organisations_member m ON m.organisation_id = f.organisation_id AND m.role = 'admin';
INSERT INTO forms_clinicsigning (id, is_elsewhere, nonce, token_hash, opened_at, opener_name, expires_at, appointment_id,
                                 opened_by_id, organisation_id)
    SELECT gen_random_uuid(), true, '', md5(a.id::text), now(), '', now() + interval '30 minutes', a.id, m.user_id, a.organisation_id
    FROM appointments_appointment a JOIN organisations_member m ON m.organisation_id = a.organisation_id AND m.role = 'admin';
INSERT INTO forms_templateversion (id, number, name, type, filled_by, signing, is_required, snapshot, made_at, maker_name,
                                   organisation_id, template_id)
    SELECT gen_random_uuid(), 99, name, type, 'patient', '', false, '[]', now(), '', organisation_id, id
    FROM forms_formtemplate;
INSERT INTO identity_clerksignin (session_id, clerk_user_id, begun_at, asked_at) VALUES ('one', 'somebody', now(), now());
INSERT INTO identity_onetimecode (id, organisation_id, purpose, subject, email, phone, language, nonce, tries, created_at,
                                  expires_at)
    SELECT gen_random_uuid(), organisation_id, 'booking', id::text, 'x@patients.example', '', 'en', id::text, 0, now(),
           now() + interval '10 minutes' FROM organisations_member;
INSERT INTO identity_signinlink (id, nonce, token_hash, created_at, expires_at, organisation_id, user_id)
    SELECT gen_random_uuid(), '', md5(id::text), now(), now(), organisation_id, user_id FROM organisations_member;
INSERT INTO organisations_logo (id, content_type, content, updated_at, organisation_id)
    SELECT gen_random_uuid(), 'image/png', '', now(), id FROM organisations_organisation;
INSERT INTO patients_logininvitation (id, email, guardian_name, relationship, rights, identity_check, created_at,
                                      invited_by_id, organisation_id, person_id)
    SELECT gen_random_uuid(), '', '', '', '{}', 'passport', now(), m.user_id, l.organisation_id, l.person_id FROM patients_patient l
    JOIN organisations_member m ON m.organisation_id = l.organisation_id AND m.role = 'admin';
INSERT INTO patients_profilechange (id, at, actor_kind, attribute, old, new, organisation_id, person_id)
    SELECT gen_random_uuid(), now(), '', 'allergies', '', 'nuts', made_by_id, id FROM patients_patientperson;
INSERT INTO videocall_participant (id, side, user_id, display_name, joined_at, seen_at, appointment_id, organisation_id,
                                   admitted_at)
    SELECT gen_random_uuid(), 'patient', NULL, 'A guest', now(), now(), id, organisation_id, now()
    FROM appointments_appointment;
INSERT INTO videocall_signal (id, kind, body, sent_at, appointment_id, organisation_id, recipient_id, sender_id)
    SELECT gen_random_uuid(), 'offer', '{}', now(), appointment_id, organisation_id, id, id FROM videocall_participant;
INSERT INTO patients_guardianship (id, relationship, rights, valid_from, organisation_id, user_id, person_id)
    SELECT gen_random_uuid(), '', '{book}', now(), p.made_by_id, u.user_id, p.id
    FROM (SELECT DISTINCT ON (made_by_id) * FROM patients_patientperson WHERE user_id IS NULL AND name NOT LIKE 'Luca%'
          ORDER BY made_by_id, id) p
    JOIN (SELECT DISTINCT ON (organisation_id) organisation_id, user_id FROM organisations_member
          WHERE role = 'admin' ORDER BY 1, 2) u
      ON u.organisation_id = p.made_by_id;
INSERT INTO appointments_waitingwish (id, organisation_id, service_id, earliest, latest, part_of_day, name, email, phone,
                                      language, time_zone, privacy_version, link_nonce, link_hash, state, passed, seen, waiting_since, created_at)
    SELECT gen_random_uuid(), organisation_id, id, current_date, current_date + 30, 'any', 'Somebody', 'x@patients.example',
           '', 'en', 'Europe/Bucharest', 1, '', md5(id::text), 'withdrawn', '{}', '{}', now(), now() FROM appointments_service;
INSERT INTO appointments_export (id, organisation_id, person_id, user_id, language, created_at, expires_at)
    SELECT gen_random_uuid(), made_by_id, id, user_id, 'en', now(), now() + interval '2 days'
    FROM patients_patientperson WHERE user_id IS NOT NULL;
INSERT INTO appointments_identityproof (id, organisation_id, appointment_id, person_id, email, by_browser, how, note,
                                        stated_by_id, at)
    SELECT gen_random_uuid(), a.organisation_id, a.id, a.patient_person_id, '', false, 'desk', 'seen', m.user_id, now()
    FROM appointments_appointment a
    JOIN organisations_member m ON m.organisation_id = a.organisation_id AND m.role = 'admin';
