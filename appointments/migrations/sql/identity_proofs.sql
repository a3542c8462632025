-- Proofs that whoever holds a visit's link is who they say. Kept for ever; one counts while the record, its login and
-- the address that the link is mailed to are those of then.
CALL public.guard('public.appointments_identityproof');
CALL public.show_to_lookup('public.appointments_identityproof');
CALL public.show_to_worker('public.appointments_identityproof', 'SELECT');
CALL public.audit('public.appointments_identityproof');
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.appointments_identityproof
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.appointments_identityproof
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
