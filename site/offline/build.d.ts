/** What `build.py` tells the service worker; esbuild puts it in place of `OFFLINE`. */
declare const OFFLINE: {
  /** Names this build: a digest of all its files. The page carries it in `<meta name="build">`. */
  build: string;
  /** Every file of the site but the service worker itself: name below the site's folder, and integrity (`sha256-…`). */
  files: { name: string; integrity: string }[];
  /** The page's Content Security Policy. */
  policy: string;
};
