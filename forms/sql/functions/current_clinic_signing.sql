-- Live: not ended, not past its time, used in the last ten minutes, its visit open, and its opener still one who may read
-- the visit's forms: an admin of the clinic or the visit's specialist. So the page shows nothing that they may not read.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_clinic_signing() RETURNS SETOF public.forms_clinicsigning LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.* FROM public.forms_clinicsigning s JOIN public.appointments_appointment a ON a.id = s.appointment_id
    WHERE s.token_hash = public.current_link_hash() AND s.organisation_id = public.current_organisation_id()
      AND s.ended_at IS NULL AND s.expires_at > now()
      AND CASE WHEN s.is_elsewhere AND s.used_at IS NULL THEN true
               ELSE coalesce(s.used_at, s.opened_at) > now() - interval '10 minutes' END
      AND a.status IN ('upcoming', 'confirmed', 'inprogress') AND a.deleted_at IS NULL
      AND EXISTS (
          SELECT 1 FROM public.organisations_member m JOIN public.identity_user u ON u.id = m.user_id
          LEFT JOIN public.appointments_specialist d ON d.member_id = m.id
          WHERE m.user_id = s.opened_by_id AND m.organisation_id = s.organisation_id AND m.ended_at IS NULL AND u.is_active
            AND (m.role = 'admin' OR d.id = a.specialist_id))
$$;
REVOKE ALL ON FUNCTION public.current_clinic_signing FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_clinic_signing TO restartix_app;
