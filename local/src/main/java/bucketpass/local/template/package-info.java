/** Turns the SAM template that is deployed into roles, policies, CORS and settings to run with. */
package bucketpass.local.template;
