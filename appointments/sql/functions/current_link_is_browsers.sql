-- A private link carries its holder's right as it stands now. Two links lead to a visit: the one that is mailed to its
-- contact, and the one that the booking browser holds, which proves nothing about whose mailbox is whose.
-- Does this transaction hold the link of the browser that booked, not the mailed one?
CREATE OR REPLACE FUNCTION public.current_link_is_browsers() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(pg_catalog.current_setting('app.link_is_browsers', true), '') = 'on' $$;
