/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* xdnd-send WINDOW X Y URI...
 * xdnd-send -t TYPE FILE WINDOW X Y
 *
 * Another program that drops something onto a window, as the XDND protocol (version 5) says, without a pointer: a list
 * of addresses, or a file's bytes as TYPE. Exit status 0: taken; 2: refused; 3: no answer; 1: wrong usage. */

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TAKEN = 0, USAGE = 1, REFUSED = 2, SILENT = 3 };

#define MAX_DATA (1 << 20) /* more would need the INCR protocol */

typedef struct {
  Display *display;
  Window target, source;
  Atom type;
  char *data;
  size_t size;
  int x, y; /* on the root window */
} Drag;

static Atom
atom (Drag *drag, const char *name)
{
  return XInternAtom (drag->display, name, False);
}

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);

  return (double) t.tv_sec + (double) t.tv_nsec * 1e-9;
}

static void
send_message (Drag *drag, const char *name, long a, long b, long c, long d)
{
  XEvent event = { 0 };

  event.xclient.type = ClientMessage;
  event.xclient.display = drag->display;
  event.xclient.window = drag->target;
  event.xclient.message_type = atom (drag, name);
  event.xclient.format = 32;
  event.xclient.data.l[0] = (long) drag->source;
  event.xclient.data.l[1] = a;
  event.xclient.data.l[2] = b;
  event.xclient.data.l[3] = c;
  event.xclient.data.l[4] = d;
  XSendEvent (drag->display, drag->target, False, NoEventMask, &event);
  XFlush (drag->display);
}

/* Answers the target's question for the dropped data. */
static void
serve (Drag *drag, const XSelectionRequestEvent *request)
{
  XEvent reply = { 0 };

  reply.xselection.type = SelectionNotify;
  reply.xselection.requestor = request->requestor;
  reply.xselection.selection = request->selection;
  reply.xselection.target = request->target;
  reply.xselection.time = request->time;
  reply.xselection.property = None;
  if (request->target == drag->type)
    {
      XChangeProperty (drag->display, request->requestor, request->property, drag->type, 8, PropModeReplace,
                       (const unsigned char *) drag->data, (int) drag->size);
      reply.xselection.property = request->property;
    }
  XSendEvent (drag->display, request->requestor, False, NoEventMask, &reply);
  XFlush (drag->display);
}

static bool
next_event (Drag *drag, XEvent *event, int ms)
{
  struct pollfd fd = { ConnectionNumber (drag->display), POLLIN, 0 };

  if (XPending (drag->display) == 0)
    poll (&fd, 1, ms);
  if (XPending (drag->display) == 0)
    return false;
  XNextEvent (drag->display, event);

  return true;
}

static int
run (Drag *drag)
{
  Atom copy = atom (drag, "XdndActionCopy");
  double end = now () + 10.0, resend = 0.0;
  bool is_dropped = false;
  XEvent event;

  send_message (drag, "XdndEnter", 5L << 24, (long) drag->type, None, None);
  while (now () < end)
    {
      if (!is_dropped && now () > resend)
        {
          send_message (drag, "XdndPosition", 0, (long) drag->x << 16 | drag->y, CurrentTime, (long) copy);
          resend = now () + 0.1;
        }
      if (!next_event (drag, &event, 50))
        continue;
      if (event.type == SelectionRequest)
        serve (drag, &event.xselectionrequest);
      if (event.type != ClientMessage)
        continue;
      if (event.xclient.message_type == atom (drag, "XdndStatus") && (event.xclient.data.l[1] & 1) && !is_dropped)
        {
          send_message (drag, "XdndDrop", 0, CurrentTime, 0, 0);
          is_dropped = true;
        }
      if (event.xclient.message_type == atom (drag, "XdndFinished"))
        return event.xclient.data.l[1] & 1 ? TAKEN : REFUSED;
    }
  if (!is_dropped)
    send_message (drag, "XdndLeave", 0, 0, 0, 0);

  return is_dropped ? SILENT : REFUSED;
}

static bool
read_file (Drag *drag, const char *path)
{
  FILE *file = fopen (path, "rb");

  if (file == NULL)
    return false;
  drag->data = malloc (MAX_DATA);
  drag->size = drag->data != NULL ? fread (drag->data, 1, MAX_DATA, file) : 0;
  fclose (file);

  return drag->size > 0 && drag->size < MAX_DATA;
}

static bool
join_addresses (Drag *drag, int n, char **addresses)
{
  size_t size = 1;

  for (int i = 0; i < n; i++)
    size += strlen (addresses[i]) + 2;
  drag->data = calloc (1, size);
  if (drag->data == NULL || size > MAX_DATA)
    return false;
  for (int i = 0; i < n; i++)
    {
      strcat (drag->data, addresses[i]);
      strcat (drag->data, "\r\n");
    }
  drag->size = size - 1;

  return n > 0;
}

int
main (int argc, char *argv[])
{
  Drag drag = { .display = XOpenDisplay (NULL) };
  bool is_typed = argc == 7 && strcmp (argv[1], "-t") == 0;
  char **place = argv + (is_typed ? 4 : 1);
  Window child;
  int result;

  if (drag.display == NULL || argc < 5)
    return USAGE;
  drag.type = atom (&drag, is_typed ? argv[2] : "text/uri-list");
  if (!(is_typed ? read_file (&drag, argv[3]) : join_addresses (&drag, argc - 4, argv + 4)))
    return USAGE;
  drag.target = strtoul (place[0], NULL, 0);
  drag.source = XCreateSimpleWindow (drag.display, DefaultRootWindow (drag.display), -9, -9, 1, 1, 0, 0, 0);
  XTranslateCoordinates (drag.display, drag.target, DefaultRootWindow (drag.display), atoi (place[1]), atoi (place[2]),
                         &drag.x, &drag.y, &child);
  XSetSelectionOwner (drag.display, atom (&drag, "XdndSelection"), drag.source, CurrentTime);
  result = run (&drag);
  free (drag.data);
  XCloseDisplay (drag.display);

  return result;
}
