/** The generated screens of one workspace, at `/{workspace}/`. */
import { Route, Router } from "@solidjs/router";
import { lazy } from "solid-js";
import { render } from "solid-js/web";
import { messages } from "./language/messages.ts";
import { HomeScreen } from "./screens/home-screen.tsx";
import ListScreen from "./screens/list-screen.tsx";
import { NotFoundScreen } from "./screens/not-found-screen.tsx";
import { Shell } from "./screens/shell.tsx";
import { workspaceOfPage } from "./state/addresses.ts";
import { ApplicationContext, createApplication } from "./state/application.ts";
import "./ui/styles.css";

const RecordScreen = lazy(() => import("./screens/record-screen.tsx"));
const FormScreen = lazy(() => import("./screens/form-screen.tsx"));
const ImportScreen = lazy(() => import("./screens/import-screen.tsx"));
const BinScreen = lazy(() => import("./screens/bin-screen.tsx"));

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root element.");

await messages.ready();
render(() => {
  const application = createApplication(workspaceOfPage(location.pathname));
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
        <Route path="*" component={NotFoundScreen} />
      </Router>
    </ApplicationContext.Provider>
  );
}, root);
