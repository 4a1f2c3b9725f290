/** People's browsers: the page in a real Chromium, against the local application. */
package bucketpass.e2e.browser;
