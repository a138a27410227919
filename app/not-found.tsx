import { SiteFrame } from '#components/ui/site-frame.tsx';
import NotFound from './(site)/not-found.tsx';

/** An address that no page has. */
export default function UnknownAddress() {
  return (
    <SiteFrame>
      <NotFound />
    </SiteFrame>
  );
}
