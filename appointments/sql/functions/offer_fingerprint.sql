-- All that the page of open times is made of, as one value that changes when any of it does: the clinic, its days off, the
-- service, its calendars, who gives it, their hours, and when they are spoken for from since until until. Whoever asks sees
-- it by their own rights, so that two who may see different things get different values.
CREATE OR REPLACE FUNCTION public.offer_fingerprint(service uuid, since timestamptz, until timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH giving AS (
        SELECT s.id, s::text AS facts
        FROM public.appointments_servicespecialist g JOIN public.appointments_specialist s ON s.id = g.specialist_id
        WHERE g.service_id = service AND s.is_active
    )
    SELECT md5(concat_ws('|',
        (SELECT o::text FROM public.organisations_organisation o WHERE o.id = public.current_organisation_id()),
        (SELECT s::text FROM public.appointments_service s WHERE s.id = service),
        (SELECT string_agg(c::text, '' ORDER BY c.id) FROM public.appointments_calendar c WHERE c.service_id = service),
        (SELECT string_agg(w::text, '' ORDER BY w.id)
         FROM public.appointments_calendarspecialist w JOIN public.appointments_calendar c ON c.id = w.calendar_id
         WHERE c.service_id = service),
        (SELECT string_agg(facts, '' ORDER BY id) FROM giving),
        (SELECT string_agg(h::text, '' ORDER BY h.id)
         FROM public.appointments_weeklyhours h WHERE h.specialist_id IN (SELECT id FROM giving)),
        (SELECT string_agg(d::text, '' ORDER BY d.id)
         FROM public.appointments_dateoverride d
         WHERE d.specialist_id IN (SELECT id FROM giving) AND d.date BETWEEN since::date - 2 AND until::date + 2),
        (SELECT string_agg(c.id::text || c.date || c.is_holiday, '' ORDER BY c.id)
         FROM public.appointments_closing c
         WHERE c.organisation_id = public.current_organisation_id()
           AND c.date BETWEEN since::date - 2 AND until::date + 2),
        (SELECT string_agg(b::text, '' ORDER BY b.specialist_id)
         FROM public.busy_seconds(ARRAY(SELECT id FROM giving), since, until, NULL) b)))
$$;
REVOKE ALL ON FUNCTION public.offer_fingerprint FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.offer_fingerprint TO restartix_app;
