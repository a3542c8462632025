SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.number_session() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    plan record;
    free int;
BEGIN
    IF NEW.patient_service_plan_id IS NULL THEN
        NEW.plan_session_number := NULL;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.patient_service_plan_id IS NOT DISTINCT FROM OLD.patient_service_plan_id
        AND NOT (OLD.status = 'cancelled' AND NEW.status <> 'cancelled')
        AND NOT (OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL) THEN RETURN NEW; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('plan ' || NEW.patient_service_plan_id, 0));
    SELECT * INTO plan FROM public.appointments_patientserviceplan p WHERE p.id = NEW.patient_service_plan_id;
    IF TG_OP = 'INSERT' AND (plan.person_id <> NEW.patient_person_id OR plan.service_id <> NEW.service_id) THEN
        RAISE EXCEPTION 'the plan is for somebody or something else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_fits_the_visit';
    END IF;
    SELECT n INTO free FROM generate_series(1, plan.sessions) n
    WHERE NOT EXISTS (SELECT 1 FROM public.appointments_appointment a
                      WHERE a.patient_service_plan_id = plan.id AND a.plan_session_number = n
                        AND a.status <> 'cancelled' AND a.deleted_at IS NULL AND a.id <> NEW.id)
    ORDER BY n = NEW.plan_session_number DESC NULLS LAST, n LIMIT 1;
    IF free IS NULL OR (TG_OP = 'INSERT' AND plan.ended_at IS NOT NULL) THEN
        RAISE EXCEPTION 'no session of the plan is left'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_has_a_session_left';
    END IF;
    NEW.plan_session_number := free;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.number_session FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.number_session TO restartix_owner;
