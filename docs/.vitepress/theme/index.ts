import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";
import { rememberLanguage } from "./remember-language.ts";
import { defineTryIt } from "./try-it.ts";

export default {
  extends: DefaultTheme,
  enhanceApp({ router }: { router: { onAfterRouteChange?: () => void } }) {
    if (import.meta.env.SSR) return;
    defineTryIt();
    rememberLanguage(router);
  },
};
