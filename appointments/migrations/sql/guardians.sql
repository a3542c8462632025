-- Who acts for a patient is known to the specialist who treats them; and a guardian's login to staff who know of it.
CREATE POLICY of_own_visits ON public.patients_guardianship FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.patient_person_id = patients_guardianship.person_id
          AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));
CREATE POLICY staff_of_their_guardians ON public.identity_user FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_guardianship g WHERE g.user_id = identity_user.id));
CREATE POLICY worker_reads_guardians ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.patients_guardianship g WHERE g.user_id = identity_user.id));
