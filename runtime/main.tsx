/** The generated screens of one workspace, at `/{workspace}/`. */
import { Route, Router } from "@solidjs/router";
import { lazy, Suspense } from "solid-js";
import { render } from "solid-js/web";
import { messages } from "./language/messages.ts";
import { HomeScreen } from "./screens/home-screen.tsx";
import ListScreen from "./screens/list-screen.tsx";
import { NotFoundScreen } from "./screens/not-found-screen.tsx";
import { Shell } from "./screens/shell.tsx";
import { publicFormOf, publicPageOf, workspaceOfPage } from "./state/addresses.ts";
import { ApplicationContext, createApplication } from "./state/application.ts";
import "./ui/styles.css";

const RecordScreen = lazy(() => import("./screens/record-screen.tsx"));
const FormScreen = lazy(() => import("./screens/form-screen.tsx"));
const ImportScreen = lazy(() => import("./screens/import-screen.tsx"));
const BinScreen = lazy(() => import("./screens/bin-screen.tsx"));

const TasksScreen = lazy(() => import("./screens/tasks/tasks-screen.tsx"));
const TaskScreen = lazy(() => import("./screens/tasks/task-screen.tsx"));
const NoticesScreen = lazy(() => import("./screens/notices-screen.tsx"));
const SubscriptionsScreen = lazy(() => import("./screens/subscriptions-screen.tsx"));
const AccountScreen = lazy(() => import("./screens/account/account-screen.tsx"));
const FormsScreen = lazy(() => import("./screens/start/forms-screen.tsx"));
const StartFormScreen = lazy(() => import("./screens/start/start-form-screen.tsx"));
const PublicForm = lazy(() => import("./screens/start/public-form.tsx"));
const PublicPage = lazy(() => import("./screens/account/public-page.tsx"));

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root element.");

await messages.ready();
render(() => {
  const application = createApplication(workspaceOfPage(location.pathname));
  const publicPage = publicPageOf(location.pathname);
  if (publicPage !== null)
    return (
      <ApplicationContext.Provider value={application}>
        <Suspense>
          <PublicPage page={publicPage} />
        </Suspense>
      </ApplicationContext.Provider>
    );
  const publicForm = publicFormOf(location.pathname);
  if (publicForm !== null)
    return (
      <ApplicationContext.Provider value={application}>
        <Suspense>
          <PublicForm name={publicForm} />
        </Suspense>
      </ApplicationContext.Provider>
    );
  void application.session.check();
  return (
    <ApplicationContext.Provider value={application}>
      <Router root={Shell} base="">
        <Route path={`/${application.workspace}`} component={HomeScreen} />
        <Route path={`/${application.workspace}/records/:object`}>
          <Route path="/" component={ListScreen} />
          <Route path="/new" component={FormScreen} />
          <Route path="/import" component={ImportScreen} />
          <Route path="/deleted" component={BinScreen} />
          <Route path="/:id" component={RecordScreen} />
          <Route path="/:id/edit" component={FormScreen} />
        </Route>
        <Route path={`/${application.workspace}/tasks`} component={TasksScreen} />
        <Route path={`/${application.workspace}/tasks/:id`} component={TaskScreen} />
        <Route path={`/${application.workspace}/start`} component={FormsScreen} />
        <Route path={`/${application.workspace}/start/:name`} component={StartFormScreen} />
        <Route path={`/${application.workspace}/notices`} component={NoticesScreen} />
        <Route
          path={`/${application.workspace}/notices/following`}
          component={SubscriptionsScreen}
        />
        <Route path={`/${application.workspace}/account`} component={AccountScreen} />
        <Route path="*" component={NotFoundScreen} />
      </Router>
    </ApplicationContext.Provider>
  );
}, root);
