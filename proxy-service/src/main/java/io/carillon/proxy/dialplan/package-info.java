/** The dial plan: what extensions.conf says, run as straight-line code on a call's virtual thread. */
package io.carillon.proxy.dialplan;
