// Draws each picture where its specification stands; colors are the page's own, so that they follow its light or dark.
const config = JSON.parse(document.getElementById("config").textContent);
for (const place of document.querySelectorAll(".picture")) {
  const spec = JSON.parse(place.firstElementChild.textContent);
  vegaEmbed(place, spec, { config, renderer: "svg", actions: false, tooltip: { theme: "page" } }).catch((error) => {
    place.textContent = `This picture could not be drawn: ${error.message}`;
  });
}
