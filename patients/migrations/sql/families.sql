-- The worker makes the guardianship that staff chose at onboarding, for people the clinic knows alone.
GRANT INSERT ON public.patients_guardianship TO restartix_worker;
CREATE POLICY worker_for_people_known_here ON public.patients_guardianship AS RESTRICTIVE FOR INSERT TO restartix_worker
    WITH CHECK (EXISTS (SELECT 1 FROM public.patients_patient l
                        WHERE l.person_id = patients_guardianship.person_id
                          AND l.organisation_id = patients_guardianship.organisation_id));
