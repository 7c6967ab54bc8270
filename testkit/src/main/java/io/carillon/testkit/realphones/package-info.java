/** Phones of other makers (baresip, linphone, SIPp) as processes, driven by their own controls and judged by what they record. */
package io.carillon.testkit.realphones;
