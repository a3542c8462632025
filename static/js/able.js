/* Before the door: says when this browser can make no call, is too old, or stands inside another app. Written so that
   browsers older than those that can call read it, too; the call's own scripts ask it by data-call-able. */
(function () {
  "use strict";
  var agent = navigator.userAgent;
  var canCall = Boolean(window.RTCPeerConnection && window.MediaStream);
  var isOld = !Array.prototype.findLast; // in Safari 15.4, Firefox 104 and Chrome 97 for the first time
  var named = /FBA[NV]|FB_IAB|Instagram|MicroMessenger|\bLine\/|Snapchat|Bytedance|musical_ly|TikTok|LinkedInApp|Pinterest|Twitter for|Viber|WhatsApp/;
  var isApple = /iPhone|iPad|iPod/.test(agent);
  var isInside = named.test(agent) || /; wv\)/.test(agent) || (isApple && !/Safari\//.test(agent) && !navigator.standalone);
  var notes = document.querySelectorAll("[data-able]");
  var shown = isInside ? "inside" : isOld ? "old" : canCall ? "" : "no";

  document.documentElement.setAttribute("data-call-able", canCall ? "yes" : "no");
  for (var at = 0; at < notes.length; at += 1) notes[at].hidden = notes[at].getAttribute("data-able") !== shown;
})();
