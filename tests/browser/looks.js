// What is wrong with how the page looks at this moment: cut off at the sides, too small to touch, too faint to read.
() => {
  const visible = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility() && !element.closest(".unseen, svg"));
  const named = (element) => element.outerHTML.slice(0, 100);

  const cut = visible.filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
  });

  const small = visible.filter((element) => {
    const box = element.getBoundingClientRect();
    // A link within a text is as high as its line; WCAG makes the same exception.
    return element.matches("button:not(.link), textarea, label, [role=option]") && (box.height < 40 || box.width < 40);
  });

  // Colours are laid over each other by the browser itself, which knows all ways to write them.
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pixel = canvas.getContext("2d", { willReadFrequently: true });
  const luminance = (layers) => {
    for (const colour of layers) {
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...pixel.getImageData(0, 0, 1, 1).data].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const grounds = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      const gradient = backgroundImage.match(/(?:rgba?|color)\([^)]*\)/);
      layers.unshift(backgroundColor, ...(gradient ? [gradient[0]] : []));
    }
    return layers;
  };
  const contrast = (element) => {
    const layers = grounds(element);
    const ground = luminance(layers), text = luminance([...layers, getComputedStyle(element).color]);
    return (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
  };
  const faint = visible.filter((element) => {
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return says && contrast(element) < 4.5;
  });

  return { cut: cut.map(named), small: small.map(named), faint: faint.map((element) => `${contrast(element).toFixed(2)}: ${named(element)}`) };
};
