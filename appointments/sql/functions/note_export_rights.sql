CREATE OR REPLACE FUNCTION public.note_export_rights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' THEN NEW.rights := public.rights_over(NEW.person_id); END IF;
    RETURN NEW;
END $$;
