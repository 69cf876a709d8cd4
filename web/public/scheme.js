// Runs before the first paint so that a dark page never flashes light. It is a file of its own because no inline script is allowed.
(function () {
  var wish = null;
  try { wish = localStorage.getItem("kith-scheme"); } catch (_) { /* private mode: follow the system */ }
  var dark = wish === "dark" || (wish !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
