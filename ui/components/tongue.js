// The tongue: tells the browser which language the page now speaks (WCAG 3.1.1).

export default function tongue({ data }) {
  document.documentElement.lang = data.language;
  return () => {};
}
