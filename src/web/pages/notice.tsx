/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** Pages that say why there is nothing else to see, and what to do. */
import { Layout, type View } from './layout.tsx';

export const NoticePage = ({ view, title, hint }: { view: View; title: string; hint: string }) => (
  <Layout view={view} title={title}>
    <section class="notice">
      <h1>{title}</h1>
      <p>{hint}</p>
      <p>
        <a class="more" href="/">
          {view.m.backHome}
        </a>
      </p>
    </section>
  </Layout>
);

export const EnterPage = ({
  view,
  wrong,
  back,
}: {
  view: View;
  wrong: boolean;
  /** Where to go afterwards: a path of this site. */
  back: string;
}) => {
  const { m } = view;
  return (
    <Layout view={view} title={m.privateTitle} bare>
      <section class="notice" data-enter={back}>
        <h1>{m.privateTitle}</h1>
        <p>{m.privateHint}</p>
        <form class="enter" action="/enter" method="post">
          <input type="hidden" name="back" value={back} />
          <label for="token">{m.tokenLabel}</label>
          <input
            id="token"
            name="token"
            type="password"
            dir="ltr"
            required
            autocomplete="current-password"
            aria-invalid={wrong ? 'true' : undefined}
            aria-describedby={wrong ? 'wrong' : undefined}
          />
          {wrong && (
            <p id="wrong" role="alert">
              {m.tokenWrong}
            </p>
          )}
          <button type="submit">{m.enterButton}</button>
        </form>
      </section>
    </Layout>
  );
};
