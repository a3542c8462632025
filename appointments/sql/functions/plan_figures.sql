-- How far a plan is, the same for everybody who may see it: a specialist sees their own visits alone, and a link one, but
-- the plan's sessions are all its visits. A no-show was a session; a cancelled visit was none.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.plan_figures(plan bigint) RETURNS TABLE (done bigint, planned bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(a.id) FILTER (WHERE a.status IN ('done', 'noshow')),
           count(a.id) FILTER (WHERE a.status NOT IN ('done', 'noshow', 'cancelled'))
    FROM public.appointments_patientserviceplan p
    LEFT JOIN public.appointments_appointment a ON a.patient_service_plan_id = p.id AND a.deleted_at IS NULL
    WHERE p.id = plan AND (
        p.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids()))
        OR (p.organisation_id = (SELECT public.current_organisation_id()) AND (
            session_user = 'restartix_worker'
            OR p.person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))
            OR EXISTS (SELECT 1 FROM public.appointments_appointment own
                       WHERE own.patient_person_id = p.person_id AND own.organisation_id = p.organisation_id
                         AND own.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())))
            OR EXISTS (SELECT 1 FROM public.appointments_appointment linked
                       WHERE linked.patient_service_plan_id = p.id
                         AND linked.id = (SELECT public.current_link_record_appointment_id())))))
$$;
REVOKE ALL ON FUNCTION public.plan_figures FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.plan_figures TO restartix_app, restartix_worker;
