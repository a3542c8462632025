SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.prove_by_code(about text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    visit bigint;
BEGIN
    SELECT s.appointment_id INTO visit FROM public.current_link_standing() s
    CROSS JOIN LATERAL public.contact_on_record(s.appointment_id) c
    WHERE s.may_prove AND EXISTS (
        SELECT 1 FROM public.identity_onetimecode o
        WHERE o.organisation_id = public.current_organisation_id() AND o.purpose = 'identity' AND o.subject = about
          AND o.used_at > now() - interval '1 minute'
          AND (o.email <> '' AND o.email = c.email OR o.phone <> '' AND o.phone = c.phone)
          AND about = format('visit:%s:%s', s.appointment_id,
                             CASE WHEN public.current_link_is_browsers() THEN 'browser' ELSE 'link' END));
    IF visit IS NULL THEN RETURN false; END IF;
    INSERT INTO public.appointments_identityproof
        (id, organisation_id, appointment_id, person_id, email, by_browser, login_id, how, note, stated_by_id, at)
    SELECT gen_random_uuid(), a.organisation_id, a.id, a.patient_person_id, '', public.current_link_is_browsers(), NULL,
           'code', '', NULL, now()
    FROM public.appointments_appointment a WHERE a.id = visit;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION public.prove_by_code FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.prove_by_code TO restartix_app;
