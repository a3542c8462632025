-- Until the clinic has taken the booking on, mail about it goes where whoever booked says, with another link. A function,
-- because a link may not make a row that it doesn't open itself. It wants the right to book.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.move_mail(visit bigint, address text, nonce text, hash text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.appointments_appointment a SET contact_email = address, link_nonce = nonce, link_hash = hash
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.status = 'booked'
      AND a.deleted_at IS NULL
      AND (a.id = public.current_link_appointment_id() AND 'book' = ANY (public.current_link_rights())
           OR a.patient_person_id IN (SELECT public.current_user_person_ids('book')));
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION public.move_mail FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.move_mail TO restartix_app;
