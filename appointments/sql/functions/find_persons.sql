-- Trigram search under row-level security reads every row; this looks in the indexes and applies the scope itself:
-- an admin finds whom the clinic knows, a specialist whom they see, nobody else anybody. First those with words that
-- begin like this (or digits within their phone), then, while there is nobody, what is near, then with more slips. Two
-- letters of a short name that changed places leave no trigram in common, so they are put back, each pair in turn.
-- Best first: of digits, whose phone ends with them; of an e-mail address, whose own login has it, then who booked with
-- it for themselves. A number after "#" is a visit's, nobody's phone. The page reads the rows under row-level security.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.find_persons(asked text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    words text[] := public.words_asked(asked);
    address text := CASE WHEN asked LIKE '%@%' THEN lower(trim(asked)) END;
    digits text := CASE WHEN asked ~ '^[-0-9 +()./]+$' THEN regexp_replace(asked, '[^0-9]', '', 'g') END;
    clinic bigint := (SELECT public.current_admin_organisation_ids());
    own uuid[] := ARRAY(SELECT public.current_specialist_ids());
    in_scope text := CASE WHEN clinic IS NULL
        THEN 'p.id IN (SELECT unnest(ARRAY[v.patient_person_id, v.booked_as_id])
                       FROM public.appointments_appointment v WHERE v.specialist_id = ANY ($2))'
        ELSE '(p.made_by_id = $1 OR EXISTS (SELECT 1 FROM public.patients_patient k
                                            WHERE k.person_id = p.id AND k.organisation_id = $1))' END;
    visit_in_scope text := CASE WHEN clinic IS NULL THEN 'a.specialist_id = ANY ($2)' ELSE 'a.organisation_id = $1' END;
    fits text;
    near real;
BEGIN
    IF digits <> '' AND words = '{}' THEN words := ARRAY[digits]; END IF;
    IF coalesce((SELECT max(length(word)) FROM unnest(words) word), 0) < 2 OR length(asked) > 200
        OR asked ~ '^\s*#' OR (clinic IS NULL AND own = '{}') THEN RETURN; END IF;
    FOREACH near IN ARRAY ARRAY[1, 0.45, 0.3] LOOP
        PERFORM set_config('pg_trgm.word_similarity_threshold', near::text, true);
        fits := (SELECT string_agg(CASE
            WHEN near < 1 THEN format('(words OPERATOR(public.%%>) %L', word) || coalesce((
                SELECT string_agg(format(' OR words LIKE %L', '% ' || overlay(
                    word PLACING reverse(substr(word, place, 2)) FROM place FOR 2) || '%'), '')
                FROM generate_series(1, length(word) - 1) place WHERE length(word) BETWEEN 3 AND 6), '') || ')'
            ELSE format('words LIKE %L', CASE WHEN word ~ '^[0-9]' THEN '%' ELSE '% ' END || word || '%')
            END, ' AND ') FROM unnest(words[:5]) word);
        RETURN QUERY EXECUTE format($query$
            WITH found AS (
                (SELECT p.id, p.words, CASE WHEN p.phone LIKE '%%' || $5 THEN 0
                                            WHEN p.phone LIKE '%%' || nullif(ltrim($5, '0'), '') THEN 1 ELSE 9 END AS place FROM (
                    SELECT p.id, p.made_by_id, p.phone, public.searchable(p.name || ' ' || p.phone) AS words
                    FROM public.patients_patientperson p) p
                 WHERE %1$s AND %2$s LIMIT 1000)
                UNION ALL
                (SELECT a.patient_person_id, a.words,
                        CASE WHEN a.address LIKE $4 THEN CASE WHEN a.booked_by = '' THEN 2 ELSE 3 END ELSE 9 END FROM (
                    SELECT a.patient_person_id, a.organisation_id, a.specialist_id, a.booked_by,
                           lower(a.contact_email) AS address,
                           public.searchable(split_part(a.contact_email, '@', 1)) AS words
                    FROM public.appointments_appointment a WHERE a.contact_email <> '') a
                 WHERE %1$s AND %3$s LIMIT 1000)
                UNION ALL
                (SELECT p.id, u.words, CASE WHEN u.address LIKE $4 THEN 0 ELSE 9 END FROM (
                    SELECT u.id, lower(u.email) AS address, public.searchable(split_part(u.email, '@', 1)) AS words
                    FROM public.identity_user u) u JOIN public.patients_patientperson p ON p.user_id = u.id
                 WHERE %1$s AND %2$s LIMIT 1000)
            ), likely AS (
                -- Who booked under another name is found as who they are.
                SELECT coalesce(b.patient_person_id, f.id) AS id, max(public.word_similarity($3, f.words)) AS likeness,
                       min(f.place) AS place
                FROM found f LEFT JOIN public.appointments_appointment b
                    ON b.booked_as_id = f.id AND b.patient_person_id <> f.id
                GROUP BY 1
            )
            SELECT l.id FROM likely l
            WHERE l.place < 9 OR l.likeness > 0.7 * (SELECT max(likeness) FROM likely)
            ORDER BY l.place, l.likeness DESC, l.id LIMIT 50 $query$, fits, in_scope, visit_in_scope)
        USING clinic, own, array_to_string(words, ' '),
              replace(replace(replace(address, '\', '\\'), '%', '\%'), '_', '\_') || '%', digits;
        IF FOUND THEN RETURN; END IF;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION public.find_persons FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.find_persons TO restartix_app;
