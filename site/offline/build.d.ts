/** What `build.py` tells the service worker. esbuild puts the values in place of `OFFLINE`. */
declare const OFFLINE: {
  /**
   * The name of this build: a digest of all its files. The page has it in `<meta name="build">`.
   */
  build: string;
  /**
   * Every file of the site except the service worker itself: its name below the site's folder, and
   * its hash in the form that `fetch` checks (`sha256-…`).
   */
  files: { name: string; integrity: string }[];
  /** The page's Content Security Policy. */
  policy: string;
};
