import { useContext, type ReactNode } from "react";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError } from "react-router";
import { KitProvider } from "~/kit/KitProvider";
import { stayWhenUnsent } from "~/shared/live/not-sent";
import { NonceContext } from "~/shared/nonce";
import { ErrorPage } from "~/shell/ErrorPage";
import { PublicShell } from "~/shell/PublicShell";
import "~/kit/base.css";

export const meta = () => [{ title: "Common Thread" }, { name: "robots", content: "noindex" }];

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#14503F" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {/* Where React Aria looks for the nonce of the few styles it adds by itself. */}
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <Meta />
        <Links nonce={nonce} />
      </head>
      <body>
        <KitProvider>{children}</KitProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export const clientMiddleware = [stayWhenUnsent];

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return (
    <PublicShell>
      {isLostConnection(error) ? (
        <ErrorPage status={503} title="You are offline">
          <p>That page could not be fetched, and nothing was changed. Check the connection, then go back and try again.</p>
        </ErrorPage>
      ) : (
        <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />
      )}
    </PublicShell>
  );
}

/** What browsers throw when a page or a part of it cannot be fetched. */
function isLostConnection(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|dynamically imported|load failed/i.test(error.message);
}
