import { createRoot } from "react-dom/client";
import { keepToken, tokenInFragment } from "./api/token.ts";
import { Page } from "./shell/page.tsx";
import "./style/page.css";

const brought = tokenInFragment(window.location.hash);
if (brought !== null) {
    keepToken(sessionStorage, brought.token);
    window.history.replaceState(null, "", brought.rest);
}

const home = document.getElementById("page");
if (home !== null) createRoot(home).render(<Page />);
