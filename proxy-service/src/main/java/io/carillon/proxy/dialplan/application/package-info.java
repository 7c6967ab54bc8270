/** What a priority of the dial plan can do: one class an application. */
package io.carillon.proxy.dialplan.application;
